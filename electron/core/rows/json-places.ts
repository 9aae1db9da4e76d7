import { findNodeAtLocation, type JSONPath, type Node, type ParseError, parseTree } from 'jsonc-parser'

/** Where something stands in a line, in UTF-16 units, end exclusive. */
export type Span = { readonly start: number; readonly end: number }

/**
 * A line's tree with the place of every value; undefined where there is none. The parser goes on after a fault and then takes for
 * brackets what JSON takes for the inside of a string, as deep as a hostile line likes.
 */
export function treeOf(text: string, errors: ParseError[] = []): Node | undefined {
  try {
    return parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Where the value at a path stands; the line's own value where the path leads nowhere. */
export function spanOf(tree: Node | undefined, path: JSONPath): Span {
  const node = tree && (findNodeAtLocation(tree, path) ?? tree)
  return { start: node?.offset ?? 0, end: (node?.offset ?? 0) + (node?.length ?? 0) }
}

/**
 * Where a place of a decoded string stands in its JSON literal, the opening quote included: `\n` and `\u00e9` are one unit and two or
 * six characters.
 * @param literal the string as it is written, quotes included
 * @param offset UTF-16 units into the decoded string
 */
export function literalOffset(literal: string, offset: number): number {
  let at = 1
  for (let unit = 0; unit < offset && at < literal.length - 1; unit++) {
    if (literal[at] !== '\\') at += 1
    else at += literal[at + 1] === 'u' ? 6 : 2
  }
  return Math.min(at, Math.max(0, literal.length - 1))
}

/** The path of a row's turn: of a message, of a prompt or a completion, or of plain text. */
export function pathOfTurn(format: 'chat' | 'completions' | 'text', turn: number): JSONPath {
  if (format === 'chat') return ['messages', turn, 'content']
  if (format === 'completions') return [turn === 0 ? 'prompt' : 'completion']
  return ['text']
}

/** Where a stretch of a turn's text stands in the line. */
export function spanInTurn(text: string, tree: Node | undefined, path: JSONPath, { start, end }: Span): Span {
  const value = spanOf(tree, path)
  const literal = text.slice(value.start, value.end)
  return { start: value.start + literalOffset(literal, start), end: value.start + literalOffset(literal, end) }
}
