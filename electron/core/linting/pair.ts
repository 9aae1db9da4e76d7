import { widenDescriptions } from '../alignment/descriptions'
import { type JoinedPiece, joinNeighbours } from '../alignment/edits'
import { type IndexedText, indexText } from '../alignment/phrases'
import { type Piece, piecesOf } from '../alignment/pieces'
import { type Span, spansOf } from '../alignment/spans'
import { type Token, tokenize } from '../alignment/tokens'
import { alignCut } from './cut'
import { isAuxiliary, isBe, isVerbForm } from './grammar'
import { type NamedText, namedText } from './named-text'
import { reconsider } from './reconsidering'

/** A source and its rewrite without its wrapping, aligned. Token positions and offsets are those of the two texts as they stand here. */
export type Pair = {
  readonly source: NamedText
  readonly output: NamedText
  readonly indexed: IndexedText
  /** Where the texts differ in words or punctuation, in order. */
  readonly pieces: readonly JoinedPiece[]
  /** The characters of both texts that a piece stands for; putting back the source's there undoes it. */
  readonly spanOf: (piece: JoinedPiece) => Span
}

/**
 * Aligns a source with its rewrite. With `opened`, the `’s` of `it’s`, `he’s` and `she’s` counts as `is`: the other way of reading `It’s his pride`
 * beside `The boat is Ravi’s pride`.
 */
export function pairOf(source: string, output: string, opened = false): Pair {
  const [written, outputTokens] = [tokenize(source), tokenize(output)]
  const tokens = opened
    ? written.map((token, position) => (isVerbClitic(written, position) ? { ...token, key: 'is', folded: 'is' } : token))
    : written
  const indexed = indexText(tokens)
  const { hunks, cut } = alignCut(tokens, outputTokens)
  const split = widenDescriptions(indexed, outputTokens, hunks).flatMap((hunk) => piecesOf(indexed, outputTokens, hunk))
  const end: readonly Piece[] = cut === null ? [] : [{ ...cut, role: 'other' }]
  const apart = split.flatMap((piece) => withoutVerbs(tokens, outputTokens, piece))
  const pieces = reconsider(indexed, outputTokens, joinNeighbours(outputTokens, [...apart, ...end]))
  let spans: readonly Span[] | null = null
  return {
    source: namedText(source, tokens),
    output: namedText(output, outputTokens, indexed),
    indexed,
    pieces,
    spanOf: (piece) => {
      spans ??= spansOf({ text: source, tokens }, { text: output, tokens: outputTokens }, pieces)
      return spans.find((span) => span.piece === piece) ?? { start: 0, end: 0, outputStart: 0, outputEnd: 0, piece }
    },
  }
}

/** The source and output tokens of a piece. */
export function sidesOf(pair: Pair, piece: JoinedPiece): { readonly source: readonly Token[]; readonly output: readonly Token[] } {
  return {
    source: pair.source.tokens.slice(piece.from, piece.to),
    output: pair.output.tokens.slice(piece.outputFrom, piece.outputTo),
  }
}

/** Whether a source can be read in two ways, see `pairOf`. */
export function hasVerbClitic({ source }: Pair): boolean {
  return source.tokens.some((_, position) => isVerbClitic(source.tokens, position))
}

function isVerbClitic(tokens: readonly Token[], position: number): boolean {
  const before = tokens[position - 1]
  return tokens[position]?.folded === "'s" && before !== undefined && /^(?:he|she|it)$/.test(before.folded)
}

/** A description apart from the verb behind it, which a rewrite left out: `[The carrier] [employs] 6,000` → `[Lufthansa] [] 6,000`. */
function withoutVerbs(source: readonly Token[], output: readonly Token[], piece: Piece): readonly Piece[] {
  if (piece.role !== 'description' || output.slice(piece.outputFrom, piece.outputTo).some(isVerbal)) return [piece]
  // `Both reached` is as short as a description with its verb can be, `The carrier employs` with an article.
  const shortest = source[piece.from]?.folded === 'the' ? 2 : 1
  let to = piece.to
  for (let last = source[to - 1]; to - piece.from > shortest && last !== undefined && isVerbal(last); last = source[to - 1]) to--
  if (to === piece.to) return [piece]
  return [
    { ...piece, to },
    { from: to, to: piece.to, outputFrom: piece.outputTo, outputTo: piece.outputTo, role: 'other' },
  ]
}

function isVerbal(token: Token): boolean {
  return isVerbForm(token.folded) || isAuxiliary(token) || isBe(token)
}
