/** How much two columns are alike as source and rewrite. */
export type Likeness = {
  /** Share of the shorter text's words that the longer one has, too, 0–1, as the mean over rows. */
  readonly shared: number
  /** Share of the rows in which the second has fewer pronouns or, with as many, is longer. */
  readonly second: number
  /** The same the other way round. */
  readonly first: number
}

const pronouns = new Set(
  'he him his she her hers it its they them their theirs himself herself itself themselves this that these those'.split(' '),
)

/** Compares two columns row by row; null where no row has both. */
export function likeness(first: readonly string[], second: readonly string[]): Likeness | null {
  let [rows, shared, firsts, seconds] = [0, 0, 0, 0]
  for (const [row, text] of first.entries()) {
    const other = second[row] ?? ''
    const [a, b] = [wordsOf(text), wordsOf(other)]
    if (a.length === 0 || b.length === 0) continue
    rows++
    shared += sharedWords(a, b)
    const gain = pronounsOf(a) - pronounsOf(b) || (text === other ? 0 : other.length - text.length)
    if (gain > 0) seconds++
    else if (gain < 0) firsts++
  }
  return rows === 0 ? null : { shared: shared / rows, first: firsts / rows, second: seconds / rows }
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{Letter}\p{Number}]+/gu) ?? []
}

/** Words in common, counted as often as both have them, by the shorter text's. */
function sharedWords(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>()
  for (const word of a) left.set(word, (left.get(word) ?? 0) + 1)
  let common = 0
  for (const word of b) {
    const count = left.get(word) ?? 0
    if (count === 0) continue
    left.set(word, count - 1)
    common++
  }
  return common / Math.min(a.length, b.length)
}

function pronounsOf(words: readonly string[]): number {
  return words.reduce((count, word) => count + (pronouns.has(word) ? 1 : 0), 0)
}
