import type { Comparison } from '../../../shared/resolution'
import type { ResolvedText } from '../../../shared/resolve-format'
import { compare } from '../../alignment/edits'

/** A resolved text with what its rewrite did to it, as `compare` finds it for `source` and `output`. All offsets in UTF-16 units. */
export type ResolvedDocument = ResolvedText & Comparison

/** Compares a text with its rewrite. Edits that a person undid are none any more; words that a person wrote are compared like the model's. */
export function documentOf(text: ResolvedText): ResolvedDocument {
  return { ...text, ...compare(text.source, text.output) }
}
