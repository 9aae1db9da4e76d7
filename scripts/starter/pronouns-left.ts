import type { MarkedText } from '../../electron/core/growing/marked-text'
import { overlap, quotations } from './quotations'

/** Pronouns of the source that are no reference and stand in no quotation, in small letters, in the order of the text; no reflexives. */
export function pronounsLeft({ source, references }: MarkedText): readonly string[] {
  const taken = [...references, ...quotations(source)]
  return [...source.matchAll(/\b(?:he|she|him|her|his|hers|they|them|their|theirs|its|it)\b/gi)]
    .map(({ 0: word, index }) => ({ word: word.toLowerCase(), start: index, end: index + word.length }))
    .filter((place) => !taken.some((other) => overlap(place, other)))
    .map(({ word }) => word)
}
