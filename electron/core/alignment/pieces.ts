import type { Hunk } from './hunks'
import { coreOf, type IndexedText, isNamedIn, isPossessive, standsIn } from './phrases'
import {
  isAmbiguousPronoun,
  isContentWord,
  isContractionOf,
  isDeterminer,
  isPossessiveMark,
  isPossessivePronoun,
  isPronoun,
} from './references'
import { isWord, sameToken, type Token } from './tokens'

/** A part of a hunk: one reference with what replaced it, one contraction that was opened, or anything else. */
export type Piece = Hunk & { readonly role: 'pronoun' | 'description' | 'contraction' | 'other' }

type Unit = { readonly role: 'pronoun' | 'description' | 'other'; readonly from: number; readonly to: number }

const longestName = 24
const largestTable = 20_000

/**
 * Splits a hunk at the references on its source side, so that `her his` → `Mary John's` is two pieces. Every replacement goes to the reference
 * that it fits best: it stands in the source, and is possessive if the reference is. A hunk whose units × output tokens exceed 20,000 stays whole.
 */
export function piecesOf(source: IndexedText, output: readonly Token[], hunk: Hunk): readonly Piece[] {
  const units = unitsOf(source.tokens, hunk)
  const columns = hunk.outputTo - hunk.outputFrom
  const splits = units.length > 1 || units.some((unit) => unit.role !== 'other')
  if (!splits || units.every((unit) => unit.role === 'other' && !isClitic(source.tokens[unit.from]))) return [{ ...hunk, role: 'other' }]
  if (units.length * Math.max(1, columns) > largestTable) return [{ ...hunk, role: 'other' }]
  return joinOthers(assign(source, output, hunk, units))
}

function isClitic(token: Token | undefined): boolean {
  return token?.key.startsWith("'") ?? false
}

function unitsOf(tokens: readonly Token[], hunk: Hunk): readonly Unit[] {
  const units: Unit[] = []
  let position = hunk.from
  while (position < hunk.to) {
    const from = position
    const token = tokens[position++]
    if (token === undefined) break
    if (isPronoun(token)) units.push({ role: 'pronoun', from, to: position })
    else if (isDeterminer(token) && !opensClause(tokens, from, hunk.to)) {
      while (position < hunk.to && continuesDescription(tokens, position, hunk.to)) position++
      units.push({ role: 'description', from, to: position })
    } else units.push({ role: 'other', from, to: position })
  }
  return units
}

/** `said that the airline`: the description begins after `that`. */
function opensClause(tokens: readonly Token[], position: number, end: number): boolean {
  const next = tokens[position + 1]
  return tokens[position]?.folded === 'that' && position + 1 < end && next !== undefined && (isDeterminer(next) || isPronoun(next))
}

function continuesDescription(tokens: readonly Token[], position: number, end: number): boolean {
  const token = tokens[position]
  if (token === undefined || isPronoun(token) || isDeterminer(token)) return false
  if (isWord(token)) return true
  const next = tokens[position + 1]
  return isPossessiveMark(token, tokens[position - 1]) && position + 1 < end && next !== undefined && isContentWord(next)
}

function assign(source: IndexedText, output: readonly Token[], hunk: Hunk, units: readonly Unit[]): readonly Piece[] {
  const columns = hunk.outputTo - hunk.outputFrom
  const width = columns + 1
  const costs = new Float64Array((units.length + 1) * width).fill(Number.POSITIVE_INFINITY)
  // How many output tokens the last unit took; −1: the last output token is an addition of its own.
  const taken = new Int16Array((units.length + 1) * width)
  costs[0] = 0
  for (let row = 0; row <= units.length; row++) {
    const unit = units[row - 1]
    for (let column = 0; column <= columns; column++) {
      const cell = row * width + column
      if (unit !== undefined) {
        for (let length = 0; length <= Math.min(column, unit.role === 'other' ? 1 : longestName); length++) {
          const end = hunk.outputFrom + column
          const cost = (costs[cell - width - length] ?? 0) + costOf(source, unit, output.slice(end - length, end))
          if (cost < (costs[cell] ?? 0)) {
            costs[cell] = cost
            taken[cell] = length
          }
        }
      }
      const added = column > 0 ? (costs[cell - 1] ?? 0) + 1.2 : Number.POSITIVE_INFINITY
      if (added < (costs[cell] ?? 0)) {
        costs[cell] = added
        taken[cell] = -1
      }
    }
  }
  return collect(source, output, hunk, units, taken)
}

function collect(source: IndexedText, output: readonly Token[], hunk: Hunk, units: readonly Unit[], taken: Int16Array): readonly Piece[] {
  const width = hunk.outputTo - hunk.outputFrom + 1
  const pieces: Piece[] = []
  let [row, column] = [units.length, width - 1]
  while (row > 0 || column > 0) {
    const length = taken[row * width + column] ?? 0
    const unit = units[row - 1]
    const outputTo = hunk.outputFrom + column
    if (length < 0 || unit === undefined) {
      const at = unit?.to ?? hunk.from
      pieces.push({ from: at, to: at, outputFrom: outputTo - 1, outputTo, role: 'other' })
      column--
    } else {
      const range = { from: unit.from, to: unit.to, outputFrom: outputTo - length, outputTo }
      pieces.push({ ...range, role: roleOf(source, unit, output.slice(range.outputFrom, outputTo)) })
      column -= length
      row--
    }
  }
  return pieces.reverse()
}

function roleOf(source: IndexedText, unit: Unit, target: readonly Token[]): Piece['role'] {
  const token = source.tokens[unit.from]
  const [first] = target
  if (token === undefined || first === undefined) return 'other'
  if (unit.role === 'other') return isContractionOf(token, first) ? 'contraction' : 'other'
  if (!coreOf(target).some(isContentWord)) return 'other'
  return unit.role === 'pronoun' || isNamedIn(source, target) || coreOf(target).some((part) => /^\p{Lu}/u.test(part.key))
    ? unit.role
    : 'other'
}

function costOf(source: IndexedText, unit: Unit, target: readonly Token[]): number {
  const token = source.tokens[unit.from]
  const [first] = target
  if (token === undefined || first === undefined) return unit.role === 'pronoun' ? 3 : 1
  // A little more than leaving it out, so that a name beside it stays whole.
  if (unit.role === 'other') return sameToken(token, first) || isContractionOf(token, first) ? 0 : 1.05
  const core = coreOf(target)
  // A possessive by itself belongs to a name: `her his` → `John’s` leaves the first pronoun out.
  if (!core.some(isContentWord)) return target.length === 1 && isClitic(first) ? 3.2 : 2
  const known = standsIn(source, core) ? 0 : isNamedIn(source, target) ? 0.3 : 1 + 0.3 * target.length
  if (unit.role === 'description') return known + 0.2
  const fits = isAmbiguousPronoun(token) || isPossessivePronoun(token) === isPossessive(target)
  return known + (fits ? 0 : 0.5)
}

function joinOthers(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (last?.role === 'other' && piece.role === 'other') joined[joined.length - 1] = { ...last, to: piece.to, outputTo: piece.outputTo }
    else joined.push(piece)
  }
  return joined
}
