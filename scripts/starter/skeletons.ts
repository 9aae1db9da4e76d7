import type { MarkedText } from '../../electron/core/growing/marked-text'

/** The words of the source in small letters, each name and each reference as one `#`. */
export function skeletonOf({ source, names, references }: MarkedText): readonly string[] {
  const marks = [...names, ...references].sort((one, other) => one.start - other.start)
  let [masked, from] = ['', 0]
  for (const { start, end } of marks) {
    masked += `${source.slice(from, start)}#`
    from = end
  }
  return (
    (masked + source.slice(from))
      .toLowerCase()
      .replaceAll('\u2019', "'")
      .match(/#|[\p{L}\p{N}]+(?:[-'.,][\p{L}\p{N}]+)*|'s/gu) ?? []
  )
}

/** The runs of five words of a skeleton. */
export function fiveGrams(text: MarkedText): ReadonlySet<string> {
  const words = skeletonOf(text)
  return new Set(words.slice(4).map((_, index) => words.slice(index, index + 5).join(' ')))
}

/** Each five-gram that several of the texts have, with the places of those texts. */
export function sharedFiveGrams(texts: readonly MarkedText[]): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>()
  for (const [index, text] of texts.entries()) for (const gram of fiveGrams(text)) places.set(gram, [...(places.get(gram) ?? []), index])
  return new Map([...places].filter(([, found]) => found.length > 1))
}
