import type { JoinedPiece } from '../alignment/edits'
import { isWord, type Token } from '../alignment/tokens'
import type { Draft } from './draft'
import { type Pair, sidesOf } from './pair'
import { quote, textOf } from './wording'

/** The finding for a rewrite that ends before its source does, and the piece it takes the place of. */
export function truncationOf(pair: Pair): { readonly draft: Draft; readonly piece: JoinedPiece } | null {
  const piece = pair.pieces.at(-1)
  if (piece?.role !== 'other' || piece.to !== pair.source.tokens.length || piece.outputTo !== pair.output.tokens.length) return null
  const { source, output } = sidesOf(pair, piece)
  if (source.length === 0 || !endsThere(source, output)) return null
  const missing = textOf(pair.source.text, pair.source.tokens, piece.from, piece.to)
  const words = source.some(isWord)
  if (!words && !source.some(isEndMark)) return null
  const [first, last] = [source[0], source.at(-1)]
  if (first === undefined || last === undefined) return null
  const end = pair.output.tokens.at(-1)?.end ?? 0
  const start = output[0]?.start ?? end
  const before = pair.source.tokens[piece.from - 1]
  const space = before === undefined || output.length > 0 ? '' : pair.source.text.slice(before.end, first.start)
  const draft: Draft = {
    code: 'truncated-rewrite',
    message: words ? `The rewrite ends before ${quote(missing)}.` : `The rewrite ends without the ${quote(missing)} of its source.`,
    side: 'source',
    start: first.start,
    end: last.end,
    at: end,
    mend: {
      label: words ? 'Put back the end' : `Add ${quote(missing)}`,
      side: 'rewrite',
      edits: [{ start, end, text: `${space}${missing}` }],
    },
  }
  return { draft, piece }
}

/**
 * Whether what the rewrite has there is nothing: no words, an ellipsis, the beginning of a word, or a word or two without the end mark that its
 * source has.
 */
function endsThere(source: readonly Token[], output: readonly Token[]): boolean {
  const [first, last] = [output[0], output.at(-1)]
  if (first === undefined) return true
  if (output.every((token) => /^[.\u2026-]$/.test(token.key))) return output.length > 1 || first.key !== '.' || source.some(isWord)
  const [next] = source
  if (output.length === 1 && next !== undefined && isWord(first) && first.folded !== next.folded && next.folded.startsWith(first.folded))
    return source.length > 1
  const stops = source.some(isEndMark) && last !== undefined && !isEndMark(last)
  return stops && output.length <= 2 && source.filter(isWord).length > output.filter(isWord).length
}

function isEndMark({ key }: Token): boolean {
  return /^[.!?\u2026]$/.test(key)
}
