import type { Piece } from './pieces'
import type { Token } from './tokens'

/** A piece, or `spacing` where only the characters between tokens differ, with UTF-16 ranges in both texts, ends exclusive. */
export type Span = {
  readonly start: number
  readonly end: number
  readonly outputStart: number
  readonly outputEnd: number
  readonly piece: Piece | null
}

type Draft = { start: number; end: number; outputStart: number; outputEnd: number; piece: Piece | null }
type Text = { readonly text: string; readonly tokens: readonly Token[] }

/**
 * Turns pieces into character ranges so that what lies between two spans is the same string in both texts: white space that came or went is part
 * of the span beside it, or a span of its own. `pieces` are in order; tokens outside them match one for one, and are written alike.
 */
export function spansOf(source: Text, output: Text, pieces: readonly Piece[]): readonly Span[] {
  const spans: Span[] = []
  let group: Draft[] = []
  let [start, outputStart] = [0, 0]
  const close = (end: number, outputEnd: number): void => {
    spans.push(...settle(source.text, output.text, group, { start, end, outputStart, outputEnd, piece: null }))
    group = []
  }
  let [position, outputPosition] = [0, 0]
  for (const piece of [...pieces, null]) {
    const until = piece?.from ?? source.tokens.length
    for (; position < until; position++, outputPosition++) {
      const [token, other] = [source.tokens[position], output.tokens[outputPosition]]
      if (token === undefined || other === undefined) break
      close(token.start, other.start)
      ;[start, outputStart] = [token.end, other.end]
    }
    if (piece === null) break
    ;[position, outputPosition] = [piece.to, piece.outputTo]
    const [from, outputFrom] = [group.at(-1)?.end ?? start, group.at(-1)?.outputEnd ?? outputStart]
    const own = rangeOf(source.tokens, piece.from, piece.to) ?? emptyAt(source.text, from, output, piece.outputFrom, outputFrom)
    const other = rangeOf(output.tokens, piece.outputFrom, piece.outputTo) ?? emptyAt(output.text, outputFrom, source, piece.from, from)
    group.push({ start: own.start, end: own.end, outputStart: other.start, outputEnd: other.end, piece })
  }
  close(source.text.length, output.text.length)
  return spans
}

function rangeOf(tokens: readonly Token[], from: number, to: number): { readonly start: number; readonly end: number } | null {
  const [first, last] = [tokens[from], tokens[to - 1]]
  return from < to && first !== undefined && last !== undefined ? { start: first.start, end: last.end } : null
}

/** The place for nothing: behind the white space that both texts have there, so that left-out words go with the space after them. */
function emptyAt(
  text: string,
  after: number,
  other: Text,
  position: number,
  otherAfter: number,
): { readonly start: number; readonly end: number } {
  const space = other.text.slice(otherAfter, other.tokens[position]?.start ?? otherAfter)
  const start = text.startsWith(space, after) ? after + space.length : after
  return { start, end: start }
}

/** Gives the unlike stretches between the spans of one group to their neighbours; `frame` is the room between the tokens around it. */
function settle(source: string, output: string, group: readonly Draft[], frame: Draft): readonly Span[] {
  if (group.length === 0) return sameText(source, output, frame) ? [] : [frame]
  for (let index = 0; index <= group.length; index++) {
    const [before, after] = [group[index - 1], group[index]]
    const gap = {
      start: before?.end ?? frame.start,
      end: after?.start ?? frame.end,
      outputStart: before?.outputEnd ?? frame.outputStart,
      outputEnd: after?.outputStart ?? frame.outputEnd,
      piece: null,
    }
    if (sameText(source, output, gap)) continue
    if (before !== undefined && (after === undefined || rank(before) >= rank(after))) {
      ;[before.end, before.outputEnd] = [gap.end, gap.outputEnd]
    } else if (after !== undefined) [after.start, after.outputStart] = [gap.start, gap.outputStart]
  }
  return group
}

/** White space goes with words that came or went, then with other changes, and only then with a reference. */
function rank({ start, end, outputStart, outputEnd, piece }: Draft): number {
  if (start === end || outputStart === outputEnd) return 2
  return piece?.role === 'other' ? 1 : 0
}

function sameText(source: string, output: string, { start, end, outputStart, outputEnd }: Span): boolean {
  return source.slice(start, end) === output.slice(outputStart, outputEnd)
}
