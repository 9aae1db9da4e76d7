import { StudioError } from '../../../shared/errors'
import { type Comparison, maxTextLength } from '../../../shared/resolution'
import type { ResolvedText } from '../../../shared/resolve-format'
import { compare } from '../../alignment/edits'

/** A resolved text with what its rewrite did to it, as `compare` finds it for `source` and `output`. All offsets in UTF-16 units. */
export type ResolvedDocument = ResolvedText & Comparison

/**
 * Compares a text with its rewrite, in the parts in which it was asked. Edits that a person undid are none any more; words that a person wrote
 * are compared like the model's. Throws `text-too-long` for a text that was asked whole and is longer than is compared.
 */
export function documentOf(text: ResolvedText): ResolvedDocument {
  const { id, source, output, parts } = text
  const longest = (parts ?? [{ start: 0, end: source.length }]).reduce((length, { start, end }) => Math.max(length, end - start), 0)
  if (longest > maxTextLength) {
    throw new StudioError({
      code: 'text-too-long',
      message: `${id === '' ? 'The text' : id} has ${longest} characters in one part; at most ${maxTextLength} are compared at once.`,
      hint: 'Resolve it anew, so that it is answered in parts.',
    })
  }
  return { ...text, ...compare(source, output, parts) }
}
