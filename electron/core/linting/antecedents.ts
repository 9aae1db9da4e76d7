import { isPossessiveMark, isPossessivePronoun } from '../alignment/references'
import { isWord, type Token } from '../alignment/tokens'
import { agreementOfPronoun, anything, he, it, she, they } from './agreement'
import type { Candidate } from './candidates'
import { endsClause, isPossessiveHer, isPreposition, isSubordinator } from './grammar'
import type { NamedText } from './named-text'
import { hasRival } from './rivals'

const clauseReach = 8

/**
 * What the pronoun at a position may stand for: the candidates of the text that agree with it and that grammar does not rule out; those
 * first of which something is known, then the nearest, those named only later last. Two people named apart count as one candidate for `they`.
 */
export function antecedentsOf(named: NamedText, position: number): readonly Candidate[] {
  const { tokens } = named
  const pronoun = tokens[position]
  if (pronoun === undefined) return []
  const agreement = agreementOfPronoun(pronoun)
  // Where people are spoken of, a name that tells nothing is taken for `it` only if nothing else could be.
  const vague = agreement !== it || !tokens.some((token) => (agreementOfPronoun(token) & (he | she)) !== 0) || !hasRival(tokens, position)
  const candidates = named
    .candidates()
    .filter(
      (candidate) => suits(candidate, agreement) && (vague || candidate.agreement !== anything) && !isRuledOut(tokens, candidate, position),
    )
  if (agreement === they && candidates.length === 0) return pairOfPeople(named, position)
  return candidates.sort((one, other) => vagueness(one) - vagueness(other) || distance(one, position) - distance(other, position))
}

/** Whether the text names a candidate before a position, in that sentence or in one of the `sentences` before it. */
export function isNear(tokens: readonly Token[], { mentions }: Candidate, position: number, sentences: number): boolean {
  const last = mentions.findLast(({ to }) => to <= position)
  return last !== undefined && tokens.slice(last.to, position + 1).filter((token) => token.startsSentence).length <= sentences
}

function vagueness({ agreement }: Candidate): number {
  return agreement === anything ? 1 : 0
}

/** The only two people whom the text names before a position, each in that sentence or the one before, as one candidate. */
function pairOfPeople(named: NamedText, position: number): readonly Candidate[] {
  const people = named
    .candidates()
    .filter(({ agreement, mentions }) => isPerson(agreement) && (mentions[0]?.to ?? 0) <= position && mentions.length > 0)
  if (people.length !== 2 || people.some((one) => !isNear(named.tokens, one, position, 2))) return []
  return [{ key: people.map(({ key }) => key).join(' and '), agreement: they, mentions: [], members: people }]
}

function isPerson(agreement: number): boolean {
  return (agreement & (he | she)) !== 0 && (agreement & it) === 0
}

function suits(candidate: Candidate, agreement: number): boolean {
  // Of one company or one person “they” may be said as well, but then anything could be meant.
  return agreement === they ? candidate.agreement === they : (candidate.agreement & agreement) !== 0
}

function distance(candidate: Candidate, position: number): number {
  const before = candidate.mentions.findLast(({ to }) => to <= position)
  return before === undefined ? 1_000_000 + (candidate.mentions[0]?.from ?? 0) : position - before.to
}

function isRuledOut(tokens: readonly Token[], candidate: Candidate, position: number): boolean {
  const { mentions } = candidate
  if (mentions.some(({ from, to }) => from <= position && position < to)) return true
  const first = mentions[0]
  if (first === undefined) return true
  if (
    first.from > position &&
    ((isPossessiveAt(tokens, position) !== false && isNamedInApposition(tokens, position, first.from)) ||
      !mayReferAhead(tokens, candidate, position))
  )
    return true
  if (!isObject(tokens, position)) return false
  // “Tom saw him”: somebody else.
  return mentions.some(({ to }) => isSubjectOf(tokens, to, position))
}

/** `her mother, Ellen`, `his wife Anna`: the possessor is somebody else. */
function isNamedInApposition(tokens: readonly Token[], position: number, from: number): boolean {
  if (from - position > 5) return false
  return tokens
    .slice(position + 1, from)
    .every((token) => token.key === ',' || (isWord(token) && !isPreposition(token) && /^\p{Ll}/u.test(token.key)))
}

/** A pronoun may come before the name: `When he arrived, Tom …`, `In her speech, Ana …`, or sentences earlier where the name tells its gender. */
function mayReferAhead(tokens: readonly Token[], { mentions, agreement }: Candidate, position: number): boolean {
  const from = mentions[0]?.from ?? 0
  const between = tokens.slice(position + 1, from)
  const sameSentence = !between.some((token) => token.startsSentence) && tokens[from]?.startsSentence !== true
  if (!sameSentence) return agreement === he || agreement === she
  let start = position
  while (start > 0 && tokens[start]?.startsSentence !== true) start--
  const opening = tokens.slice(start, position)
  return opening.some(isSubordinator) && between.some((token) => token.key === ',')
}

function isObject(tokens: readonly Token[], position: number): boolean {
  const [before, pronoun] = [tokens[position - 1], tokens[position]]
  if (before === undefined || pronoun === undefined || !isWord(before) || isPreposition(before) || endsClause(before)) return false
  if (pronoun.folded === 'him' || pronoun.folded === 'them') return true
  if (pronoun.folded === 'her') return isPossessiveHer(tokens, position) === false
  const after = tokens[position + 1]
  return pronoun.folded === 'it' && (after === undefined || !isWord(after) || isPreposition(after))
}

/** Whether a name that ends at `to` is the subject of the clause in which the pronoun is an object. */
function isSubjectOf(tokens: readonly Token[], to: number, position: number): boolean {
  if (to >= position || position - to > clauseReach) return false
  const after = tokens[to]
  if (after !== undefined && isPossessiveMark(after, tokens[to - 1])) return false
  return tokens.slice(to, position).every((token) => !endsClause(token) && !/^\p{Lu}/u.test(token.key) && agreementOfPronoun(token) === 0)
}

/** Whether the pronoun at a position is a possessive: certain but for `her`, where null means open. */
export function isPossessiveAt(tokens: readonly Token[], position: number): boolean | null {
  const pronoun = tokens[position]
  if (pronoun === undefined) return false
  return pronoun.folded === 'her' ? isPossessiveHer(tokens, position) : isPossessivePronoun(pronoun)
}
