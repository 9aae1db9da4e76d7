import type { RewritePart } from '../../../shared/resolution'
import type { ResolvedText } from '../../../shared/resolve-format'

/** How many stretches a sentence tells by their words, and how many characters of each. */
const [toldByWords, toldCharacters] = [3, 40]

/** The parts of a text that stand as in the source, since what the model made of them was no rewrite. */
export function garbledParts({ parts }: Pick<ResolvedText, 'parts'>): readonly RewritePart[] {
  return (parts ?? []).filter(({ state }) => state === 'garbled')
}

/** The same in a sentence; null where there are none. */
export function garbledWords(text: Pick<ResolvedText, 'source' | 'parts'>): string | null {
  const garbled = garbledParts(text)
  if (garbled.length === 0) return null
  const told = garbled.slice(0, toldByWords).map(({ start, end }) => {
    const words = text.source.slice(start, end).trim().replace(/\s+/g, ' ')
    return words.length > toldCharacters ? `“${words.slice(0, toldCharacters)}…”` : `“${words}”`
  })
  const more = garbled.length - told.length
  const where = told.join(', ') + (more > 0 ? ` and ${more} more` : '')
  return `${garbled.length} of its ${text.parts?.length} parts are left as they were, since what the model made of them was no rewrite: ${where}.`
}
