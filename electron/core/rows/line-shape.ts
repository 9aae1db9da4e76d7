import { maxDepth } from '../../shared/dataset'

/** What is seen of a line without parsing it. */
export type LineShape = {
  /** Where brackets go too deep, in UTF-16 units; −1 where none does. */
  readonly tooDeepAt: number
  /** How many values have a key. */
  readonly keys: number
}

/** Walks over a line once: brackets and colons outside of strings. */
export function shapeOf(text: string): LineShape {
  let depth = 0
  let keys = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === 0x22) at = endOfString(text, at)
    else if (unit === 0x7b || unit === 0x5b) {
      depth++
      if (depth > maxDepth) return { tooDeepAt: at, keys }
    } else if (unit === 0x7d || unit === 0x5d) depth--
    else if (unit === 0x3a) keys++
  }
  return { tooDeepAt: -1, keys }
}

/** The closing quote of a string that opens at `from`; the end of the text where none follows. */
function endOfString(text: string, from: number): number {
  for (let quote = text.indexOf('"', from + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0
    while (text.charCodeAt(quote - 1 - slashes) === 0x5c) slashes++
    if (slashes % 2 === 0) return quote
  }
  return text.length
}

/** How many keys a parsed value has, at all depths: fewer than were written where one stands twice. */
export function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let keys = 0
  if (Array.isArray(value)) for (const item of value) keys += countKeys(item)
  else for (const item of Object.values(value)) keys += 1 + countKeys(item)
  return keys
}
