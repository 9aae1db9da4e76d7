import type { Stretch } from '../../documents/sentences'
import { wellFormed } from '../../files/well-formed'
import { codePointOffsets } from './code-points'
import { type JsonDocument, jsonDocument } from './json'
import { jsonLine } from './json-line'
import { numberedEntities } from './numbered-entities'
import type { ResolvedDocument } from './resolved-document'
import { cutText, trimmed } from './spacy-tokens'

/** How spacy-experimental's resolver names the groups of its clusters; a number from 1 follows. */
const clusterPrefix = 'coref_clusters'

/** A stretch of the text in code points, end exclusive. */
type SpacyRange = { readonly start: number; readonly end: number }

/**
 * A document as `Doc.to_json` of spaCy 3.8 writes it and `Doc(vocab).from_json` reads it, with nothing to be set up before. Offsets count code
 * points. What a Doc has no place for lies beside it, where `from_json` passes over it: were it in `_`, a Doc would only load where every
 * attribute is registered already, since `from_json` registers them without the default that `set_extension` asks for.
 */
export type SpacyDocument = {
  readonly text: string
  readonly sents: readonly SpacyRange[]
  readonly tokens: readonly (SpacyRange & { readonly id: number })[]
  /** A group a cluster: `coref_clusters_1` and so on, in the order of first mentions, each span labelled with the name of its entity. */
  readonly spans: Readonly<Record<string, readonly (SpacyRange & { readonly label: string; readonly kb_id: '' })[]>>
  /** All that `json` says of the document, apart from the source. Its cluster 1 is the group `coref_clusters_1`. */
  readonly antecedent: Omit<JsonDocument, 'source'>
}

/** A document for spaCy. Tokens are the project's own, divided at mentions, so that every mention is a span. */
export function spacyDocument(document: ResolvedDocument): SpacyDocument {
  // Half a surrogate pair is no character for spaCy. Replacing it moves no offset.
  const text = wellFormed(document.source)
  const at = codePointOffsets(text)
  const inCodePoints = ({ start, end }: Stretch): SpacyRange => ({ start: at(start), end: at(end) })
  const groups = numberedEntities(document).list.map(({ number, name, mentions }) => ({
    key: `${clusterPrefix}_${number}`,
    label: wellFormed(name),
    ranges: mentions.map((mention) => trimmed(text, mention)).filter((range) => range !== null),
  }))
  const { tokens, sentences } = cutText(
    text,
    groups.flatMap(({ ranges }) => ranges),
  )
  const { source: _, ...antecedent } = jsonDocument(document)
  return {
    text,
    sents: sentences.map(inCodePoints),
    tokens: tokens.map((token, id) => ({ id, ...inCodePoints(token) })),
    spans: Object.fromEntries(
      groups.map(({ key, label, ranges }) => [key, ranges.map((range) => ({ ...inCodePoints(range), label, kb_id: '' as const }))]),
    ),
    antecedent,
  }
}

/** Documents for spaCy, one JSON object a line. */
export function spacy(documents: readonly ResolvedDocument[]): string {
  return documents.map((document) => jsonLine(spacyDocument(document))).join('')
}
