import type { Token } from './tokens'

const closing: ReadonlyMap<string, readonly string[]> = new Map([
  ['"', ['"']],
  ['\u201c', ['\u201d', '\u201c']],
  ['\u201e', ['\u201c', '\u201d']],
  ['\u00ab', ['\u00bb']],
  ['\u2018', ['\u2019']],
  ['\u300c', ['\u300d']],
])

/**
 * Which tokens stand in quotation marks, the marks included; one entry a token. A mark without a partner in the same line opens nothing.
 * Straight single quotes are taken for apostrophes; within curly ones the apostrophe of `dogs’` ends the quotation early.
 */
export function quotedTokens(text: string, tokens: readonly Token[]): readonly boolean[] {
  const quoted = tokens.map(() => false)
  let position = 0
  while (position < tokens.length) {
    const token = tokens[position]
    const ends = token === undefined ? undefined : closing.get(token.text)
    const end = ends === undefined ? -1 : partnerOf(text, tokens, position, ends)
    if (end > position) {
      quoted.fill(true, position, end + 1)
      position = end
    }
    position++
  }
  return quoted
}

function partnerOf(text: string, tokens: readonly Token[], open: number, ends: readonly string[]): number {
  const lineEnd = text.indexOf('\n', tokens[open]?.end ?? 0)
  for (let position = open + 1; position < tokens.length; position++) {
    const token = tokens[position]
    if (token === undefined || (lineEnd !== -1 && lineEnd < token.start)) return -1
    if (ends.includes(token.text)) return position
  }
  return -1
}
