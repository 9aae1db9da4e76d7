const space = /\s/

/** A text's hash with 53 bits, white space folded: equal texts have equal hashes, and 2 million others hardly ever do. */
export function textHash(text: string): number {
  let [low, high] = [0x811c9dc5, 0x9e3779b9]
  let wasSpace = true
  for (let at = 0; at < text.length; at++) {
    let unit = text.charCodeAt(at)
    if (unit <= 0x20 || (unit > 0x7f && space.test(text[at] ?? ''))) {
      if (wasSpace) continue
      wasSpace = true
      unit = 0x20
    } else wasSpace = false
    low = Math.imul(low ^ unit, 0x01000193)
    high = Math.imul(high ^ unit, 0x85ebca6b)
    high ^= high >>> 13
  }
  low ^= low >>> 16
  return (high >>> 11) * 0x1_0000_0000 + (low >>> 0)
}
