import type { Token } from '../alignment/tokens'

const longest = 60

/** Words as a message shows them: in quotation marks, in one line, at most 60 characters. */
export function quote(words: string): string {
  const line = words.replace(/\s+/gu, ' ').trim().replaceAll("'", '’')
  const cut = line.length > longest ? `${line.slice(0, longest).trimEnd()}…` : line
  return `“${cut}”`
}

/** Alternatives as a sentence lists them: `“A”, “B” or “C”`. */
export function oneOf(alternatives: readonly string[]): string {
  const quoted = alternatives.map(quote)
  const last = quoted.pop() ?? ''
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`
}

/** The characters that a run of tokens covers. */
export function textOf(text: string, tokens: readonly Token[], from: number, to: number): string {
  const [first, last] = [tokens[from], tokens[to - 1]]
  return first === undefined || last === undefined || from >= to ? '' : text.slice(first.start, last.end)
}
