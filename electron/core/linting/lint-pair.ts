import type { JoinedPiece } from '../alignment/edits'
import { isWord } from '../alignment/tokens'
import { changeFault } from './changed-words'
import { disagreements } from './disagreements'
import type { Draft } from './draft'
import type { Finding } from './finding'
import { isEnglish } from './language'
import { leftFindings, nothingResolved, pronounsLeft } from './left-pronouns'
import { hasVerbClitic, type Pair, pairOf } from './pair'
import { besidePronoun, doubledPossessives, losesMark, possessiveFault, strayMark } from './possessives'
import { withProvedMends } from './proving'
import { unknownTarget } from './reference-faults'
import { type Replacement, replacementsIn } from './replacement'
import { truncationOf } from './truncation'
import { wrappingOf } from './wrapping'

/**
 * What is wrong with a rewrite, given its source and no gold rewrite: in the order of their places, one finding a fault, each mend tried out.
 * English only; for a source in another language there are none.
 */
export function lintPair(source: string, rewrite: string): readonly Finding[] {
  if (!isEnglish(source)) return []
  const findings = examine(source, rewrite)
  return findings.some(({ mend }) => mend !== null) ? withProvedMends(source, rewrite, findings, examine) : findings
}

function examine(source: string, rewrite: string): readonly Finding[] {
  const { from, to, findings } = wrappingOf(source, rewrite)
  const body = rewrite.slice(from, to)
  const pair = pairOf(source, body)
  let drafts = draftsFor(pair)
  if (drafts.length > 0 && hasVerbClitic(pair)) {
    const others = draftsFor(pairOf(source, body, true))
    if (others.length < drafts.length) drafts = others
  }
  const wrapped = findings.map((finding): Draft => ({ ...finding, at: finding.start }))
  return [...wrapped, ...drafts.map((draft) => shift(draft, from))]
    .sort((one, other) => one.at - other.at)
    .map(({ at: _, ...finding }) => finding)
}

function shift(draft: Draft, by: number): Draft {
  if (by === 0) return draft
  const mend = draft.mend
  const edits = mend?.edits.map((edit) => ({ ...edit, start: edit.start + by, end: edit.end + by })) ?? []
  const moved = { ...draft, at: draft.at + by, mend: mend === null ? null : { ...mend, edits } }
  return draft.side === 'source' ? moved : { ...moved, start: draft.start + by, end: draft.end + by }
}

function draftsFor(pair: Pair): readonly Draft[] {
  if (pair.pieces.length === 0) return nothingResolved(pronounsLeft(pair, [], () => false))
  const { replacements, others } = replacementsIn(pair)
  if (isAnotherText(pair, others)) return [anotherText(pair)]
  const drafts: Draft[] = []
  const passedOver = new Set<number>()
  const handled = new Set<JoinedPiece>()
  const truncation = truncationOf(pair)
  if (truncation !== null) {
    drafts.push(truncation.draft)
    handled.add(truncation.piece)
  }
  const doubled = doubledPossessives(pair)
  for (const { draft } of doubled) drafts.push(draft)
  const isDoubled = (piece: JoinedPiece) => doubled.some(({ from, to }) => piece.outputFrom <= to && from <= piece.outputTo)
  drafts.push(...faultsOfReplacements(pair, replacements, isDoubled, handled))
  for (const piece of others) {
    if (handled.has(piece) || isDoubled(piece)) continue
    for (let position = piece.outputFrom; position < piece.outputTo; position++) passedOver.add(position)
    const beside = besidePronoun(pair, piece)
    if (beside !== null) passedOver.add(beside.pronoun)
    const draft = beside?.draft ?? changeFault(pair, piece, replacements)
    if (draft !== null) drafts.push(draft)
  }
  drafts.push(...leftFindings(pronounsLeft(pair, replacements, (position) => passedOver.has(position))))
  return drafts
}

function faultsOfReplacements(
  pair: Pair,
  replacements: readonly Replacement[],
  isDoubled: (piece: JoinedPiece) => boolean,
  handled: Set<JoinedPiece>,
): readonly Draft[] {
  const drafts: Draft[] = []
  const disagreeing = disagreements(pair, replacements)
  for (const replacement of replacements) {
    const next = pair.pieces.find((piece) => piece.from === replacement.piece.to && piece !== replacement.piece)
    // A name at which the rewrite was cut is not judged.
    if (handled.size > 0 && replacement.piece.outputTo >= pair.output.tokens.length - 1 && isUnfinished(pair)) continue
    const fault =
      unknownTarget(pair, replacement) ??
      disagreeing.get(replacement) ??
      (isDoubled(replacement.piece) ? null : possessiveFault(pair, replacement, next))
    if (fault === null || fault === undefined) continue
    drafts.push(fault)
    // The mark that was left out or put wrong belongs to the same fault.
    if (next !== undefined && (losesMark(pair, replacement.piece, next) || strayMark(pair, replacement.target, next) !== undefined))
      handled.add(next)
  }
  return drafts
}

/** Whether the rewrite stops without an end mark. */
function isUnfinished(pair: Pair): boolean {
  const last = pair.output.tokens.at(-1)
  return last !== undefined && (isWord(last) || last.key.startsWith("'"))
}

/** Whether more than half of a source's words were changed or left out, in several places. */
function isAnotherText({ source }: Pair, others: readonly JoinedPiece[]): boolean {
  const words = source.tokens.filter(isWord).length
  const counts = others.map(({ from, to }) => source.tokens.slice(from, to).filter(isWord).length)
  const changed = counts.reduce((sum, count) => sum + count, 0)
  return words >= 8 && changed * 2 > words && others.length >= 3 && !counts.includes(changed)
}

function anotherText({ output }: Pair): Draft {
  const message = 'The rewrite has little of the wording of its source.'
  return { code: 'changed-words', message, side: 'rewrite', start: 0, end: output.tokens.at(-1)?.end ?? 0, at: 0, mend: null }
}
