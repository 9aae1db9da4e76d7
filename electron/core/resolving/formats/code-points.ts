/** Turns a UTF-16 offset of one text into the offset that counts code points. One inside a surrogate pair is that of the pair. */
export type CodePointOffset = (utf16: number) => number

/** What every format says of its offsets: they count as Python's `str` and spaCy do. */
export const offsetUnit = 'unicode code points'

/** How offsets of a text are counted in code points. A surrogate without its other half counts as one. */
export function codePointOffsets(text: string): CodePointOffset {
  const pairs = Array.from(text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g), ({ index }) => index)
  if (pairs.length === 0) return (utf16) => utf16
  return (utf16) => {
    let [from, to] = [0, pairs.length]
    while (from < to) {
      const middle = (from + to) >> 1
      if ((pairs[middle] ?? 0) < utf16) from = middle + 1
      else to = middle
    }
    return utf16 - from
  }
}
