import { stringify } from 'csv-stringify/sync'
import { wellFormed } from '../../files/well-formed'
import { codePointOffsets } from './code-points'
import { editKind } from './json'
import { numberedEntities } from './numbered-entities'
import type { ResolvedDocument } from './resolved-document'

const columns = ['document', 'start', 'end', 'before', 'after', 'kind', 'entity'] as const

/**
 * Every edit as comma-separated values (RFC 4180), a line each, with a header. `start` and `end` count code points of the source. A field that a
 * spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a carriage return) has an apostrophe put before it:
 * whoever needs the exact words takes JSON.
 */
export function csv(documents: readonly ResolvedDocument[]): string {
  const records = documents.flatMap((document) => {
    const at = codePointOffsets(document.source)
    const entities = numberedEntities(document)
    return document.edits.map(({ start, end, before, after, kind, cluster }) => [
      wellFormed(document.id),
      at(start),
      at(end),
      wellFormed(before),
      wellFormed(after),
      editKind(kind),
      wellFormed(entities.of(cluster)?.name ?? ''),
    ])
  })
  return stringify(records, {
    header: true,
    columns: [...columns],
    record_delimiter: 'windows',
    quote_record_delimiter: true,
    escape_formulas: true,
  })
}
