import { StudioError } from '../../../shared/errors'
import { type Comparison, maxTextLength, type RewritePart } from '../../../shared/resolution'
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
  const longest = longestPart(source.length, parts ?? [])
  if (longest > maxTextLength) {
    throw new StudioError({
      code: 'text-too-long',
      message: `${id === '' ? 'The text' : id} has ${longest} characters in one part; at most ${maxTextLength} are compared at once.`,
      hint: 'Resolve it anew, so that it is answered in parts.',
    })
  }
  return { ...text, ...compare(source, output, parts) }
}

/** Most of a text that is compared at once: each part goes on where the one before ends, and the last to the end of the text, whatever it says. */
function longestPart(length: number, parts: readonly Pick<RewritePart, 'end'>[]): number {
  const ends = [...parts.slice(0, -1).map(({ end }) => end), length]
  return ends.reduce((longest, end, place) => Math.max(longest, end - (ends[place - 1] ?? 0)), 0)
}
