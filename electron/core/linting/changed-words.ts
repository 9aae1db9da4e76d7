import type { JoinedPiece } from '../alignment/edits'
import { isPossessiveMark } from '../alignment/references'
import { isWord, type Token } from '../alignment/tokens'
import type { Draft } from './draft'
import type { Mend } from './finding'
import { inventionIn } from './inventions'
import { type Beside, isNeutral } from './neutral'
import { type Pair, sidesOf } from './pair'
import { inventionMessage, spanOf, textOfTokens } from './reference-faults'
import type { Replacement } from './replacement'
import { quote, textOf } from './wording'

const near = 3
const quantities = /^(?:all|both|some|most|many|none|each|one|two|three|four|five|half|several|any|either|neither)$/

/** What is wrong with a change that resolves no reference: nothing where it is none of words. */
export function changeFault(pair: Pair, piece: JoinedPiece, replacements: readonly Replacement[]): Draft | null {
  const { source, output } = sidesOf(pair, piece)
  if (isNeutral(source, output, besideOf(pair, piece, replacements))) return null
  if (isOpenedContraction(piece, replacements)) return null
  const mark = possessiveOfName(pair, piece, source, output)
  if (mark !== null) return mark
  const invention = inventionIn(pair, piece.outputFrom, piece.outputTo)
  if (invention !== null) {
    const { tokens, text } = pair.output
    return {
      code: 'invented-entity',
      message: inventionMessage(textOf(text, tokens, invention.from, invention.to), invention.number),
      side: 'rewrite',
      ...spanOf(tokens.slice(invention.from, invention.to)),
      mend: undo(pair, piece),
    }
  }
  const [before, after] = [textOfTokens(pair.source.text, source), textOfTokens(pair.output.text, output)]
  if (output.length === 0 || !output.some(isWord)) {
    const { start, end } = spanOf(source)
    const at = pair.spanOf(piece).outputStart
    return { code: 'changed-words', message: `${quote(before)} was left out.`, side: 'source', start, end, at, mend: undo(pair, piece) }
  }
  const message = source.some(isWord) ? `${quote(before)} became ${quote(after)}.` : `${quote(after)} was added.`
  return { code: 'changed-words', message, side: 'rewrite', ...spanOf(output), mend: undo(pair, piece) }
}

/** The mend that makes the rewrite there what its source is. */
export function undo(pair: Pair, piece: JoinedPiece): Mend {
  const { start, end, outputStart, outputEnd } = pair.spanOf(piece)
  const words = pair.source.text.slice(start, end)
  const label = words.trim() === '' ? `Take out ${quote(pair.output.text.slice(outputStart, outputEnd))}` : `Put back ${quote(words)}`
  return { label, side: 'rewrite', edits: [{ start: outputStart, end: outputEnd, text: words }] }
}

function besideOf(pair: Pair, piece: JoinedPiece, replacements: readonly Replacement[]): Beside {
  const close = replacements.filter((other) => piece.from - other.piece.to <= near && other.piece.from - piece.to <= near)
  return {
    plural: close.some(({ reference }) => reference.some((token) => /^(?:they|them|these|those|both)$/.test(token.folded))),
    quantity:
      close.length > 0 &&
      pair.source.tokens.slice(Math.max(0, piece.from - 1), piece.to + 1).some((token) => quantities.test(token.folded)),
  }
}

/** `he’s` → `Tom is`, where the contraction stands apart from its reference. */
function isOpenedContraction(piece: JoinedPiece, replacements: readonly Replacement[]): boolean {
  return piece.role === 'contraction' && replacements.some((other) => other.piece.to === piece.from)
}

/** A name that lost the possessive it has in the source, or got one that it does not have there. */
function possessiveOfName(pair: Pair, piece: JoinedPiece, source: readonly Token[], output: readonly Token[]): Draft | null {
  const [lost, got] = [source[0], output[0]]
  if (source.length + output.length !== 1) return null
  const [before, outputBefore] = [pair.source.tokens[piece.from - 1], pair.output.tokens[piece.outputFrom - 1]]
  if (before === undefined || outputBefore === undefined || !isWord(before)) return null
  if (lost !== undefined && isPossessiveMark(lost, before)) {
    const words = textOfTokens(pair.source.text, [before, lost])
    return {
      code: 'wrong-possessive',
      message: `${quote(outputBefore.text)} has lost its possessive; the source has ${quote(words)}.`,
      side: 'rewrite',
      ...spanOf([outputBefore]),
      mend: undo(pair, piece),
    }
  }
  if (got === undefined || !isPossessiveMark(got, outputBefore) || got.start !== outputBefore.end) return null
  const words = textOfTokens(pair.output.text, [outputBefore, got])
  return {
    code: 'wrong-possessive',
    message: `${quote(words)} has a possessive, and the source has ${quote(before.text)}.`,
    side: 'rewrite',
    ...spanOf([outputBefore, got]),
    mend: undo(pair, piece),
  }
}
