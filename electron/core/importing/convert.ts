import { StudioError } from '../../shared/errors'
import type { ConversionProgress, ConversionReport, Mapping } from '../../shared/importing'
import { chatLine, wantedColumns } from './chat-line'
import { importFailure } from './import-failure'
import { readTable } from './read-table'
import { SkippedRows } from './skipped-rows'
import { TableBytes, type TableSource } from './table-source'

/** Shortest time between two tellings of progress, in milliseconds. */
const progressInterval = 100

/**
 * Lines of a chat dataset made of a table's rows, without line breaks, in order; the report is what the generator returns
 * (`const report = yield* convert(…)`). Rows that cannot be converted are in the report, each with its reason. What is held at a time
 * does not grow with the table. Throws `bad-input` for a mapping that does not fit, `dataset-unusable` for a table that cannot be
 * read further, `cancelled` when aborted, and what opening a file throws.
 */
export async function* convert(
  source: TableSource,
  mapping: Mapping,
  signal: AbortSignal,
  onProgress: (progress: ConversionProgress) => void = () => undefined,
): AsyncGenerator<string, ConversionReport> {
  const skipped = new SkippedRows()
  let [rows, converted, told] = [0, 0, 0]
  const bytes = await TableBytes.open(source)
  try {
    for await (const batch of readTable(bytes, mapping.format, wantedColumns(mapping), signal)) {
      for (const read of batch.rows) {
        rows++
        const made = read.fault ? read : chatLine(read.cells, mapping)
        if (made.fault) skipped.add({ row: rows, line: read.line, ...made.fault })
        else {
          converted++
          yield made.line
        }
      }
      if (performance.now() - told < progressInterval) continue
      told = performance.now()
      onProgress({ fraction: Math.min(1, batch.fraction), rows, skipped: skipped.count })
    }
  } catch (error) {
    throw importFailure(error, mapping.format.kind, bytes)
  } finally {
    await bytes.close()
  }
  onProgress({ fraction: 1, rows, skipped: skipped.count })
  if (rows === 0) throw noRows(bytes)
  return { rows, converted, skipped: skipped.report() }
}

function noRows(bytes: TableBytes): StudioError {
  return new StudioError({
    code: 'dataset-unusable',
    message: `${bytes.name} has no rows.`,
    hint: 'Choose a table with a source and a rewrite a row.',
    where: { ...bytes.where },
  })
}
