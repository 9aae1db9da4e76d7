import type { JoinedPiece } from '../alignment/edits'
import { isNamedIn, isPossessive } from '../alignment/phrases'
import { isContentWord, isDeterminer, isPronoun } from '../alignment/references'
import { isWord, type Token } from '../alignment/tokens'
import { agreementOfPronoun, he, she } from './agreement'
import { isPreposition } from './grammar'
import { isPersonNoun } from './noun-classes'
import type { Pair } from './pair'

/** A reference of the source and what the rewrite has in its place. */
export type Replacement = {
  readonly piece: JoinedPiece
  /** The pronoun, or null for a description. */
  readonly pronoun: Token | null
  readonly reference: readonly Token[]
  /** With its possessive, without a contraction after it. Never empty. */
  readonly target: readonly Token[]
  /** Where the target begins in the output. */
  readonly outputFrom: number
}

const loose = new Set('both there here one ones former latter other others same neither each two another it hers his theirs'.split(' '))

/** What was replaced by a name: every pronoun and description of the source, in order, with the pieces that belong to none of them. */
export function replacementsIn(pair: Pair): { readonly replacements: readonly Replacement[]; readonly others: readonly JoinedPiece[] } {
  const replacements: Replacement[] = []
  const others: JoinedPiece[] = []
  for (let index = 0; index < pair.pieces.length; index++) {
    const piece = pair.pieces[index]
    if (piece === undefined) break
    const next = pair.pieces[index + 1]
    const described = next === undefined ? null : relative(pair, piece, next)
    if (described !== null) {
      replacements.push(described)
      index++
    } else {
      const replacement = replacementOf(pair, piece)
      if (replacement === null) others.push(piece)
      else replacements.push(replacement)
    }
  }
  return { replacements, others }
}

function replacementOf(pair: Pair, piece: JoinedPiece): Replacement | null {
  const contraction = piece.contraction ?? 0
  const reference = pair.source.tokens.slice(piece.from, piece.to - contraction)
  const target = pair.output.tokens.slice(piece.outputFrom, piece.outputTo - contraction)
  const [first] = reference
  if (first === undefined || target.length === 0) return null
  const isReference =
    piece.role === 'pronoun' ||
    (piece.role === 'description' && !(reference.length === 1 && first.folded === 'the')) ||
    (piece.role === 'other' && isLooseReference(reference) && isNamedIn(pair.indexed, withoutPreposition(first, target))) ||
    (piece.role === 'other' && reference.length === 1 && isPronoun(first) && isWordLikeName(pair, target))
  if (!isReference) return null
  const pronoun = reference.length === 1 && isPronoun(first) ? first : null
  return { piece, pronoun, reference, target, outputFrom: piece.outputFrom }
}

/** `there` → `in Lima` */
function withoutPreposition(reference: Token, target: readonly Token[]): readonly Token[] {
  const [first] = target
  return /^(?:there|here)$/.test(reference.folded) && first !== undefined && isPreposition(first) ? target.slice(1) : target
}

/** `Will`, `May`, `Per`: a function word that the source writes with a capital inside a sentence. */
function isWordLikeName(pair: Pair, target: readonly Token[]): boolean {
  const [name, mark, ...rest] = target
  if (name === undefined || rest.length > 0 || (mark !== undefined && mark.folded !== "'s")) return false
  return (pair.indexed.places.get(name.folded) ?? []).some((place) => {
    const known = pair.source.tokens[place]
    return known !== undefined && !known.startsSentence && known.key === name.key && /^\p{Lu}\p{Ll}/u.test(name.key)
  })
}

/** A short reference without article (`both`, `the other` as `other`), or a phrase that begins with a possessive (`her brother`). */
function isLooseReference(reference: readonly Token[]): boolean {
  const [first] = reference
  if (first === undefined || reference.length > 6) return false
  if (reference.every((token) => loose.has(token.folded) || isDeterminer(token) || token.folded === 'of')) return reference.some(isWord)
  return (
    /^(?:his|her|its|their|my|our|your)$/.test(first.folded) &&
    reference.slice(1).every((token) => /^\p{Ll}/u.test(token.key) && isContentWord(token))
  )
}

/** `his brother` → `Tom`: the possessive took the name, and the noun was left out. */
function relative(pair: Pair, piece: JoinedPiece, next: JoinedPiece): Replacement | null {
  const [owner] = pair.source.tokens.slice(piece.from, piece.to)
  const rest = pair.source.tokens.slice(next.from, next.to)
  if (piece.role !== 'pronoun' || owner === undefined || next.role !== 'other' || next.from !== piece.to) return null
  if (next.outputFrom !== next.outputTo || rest.length === 0) return null
  const target = pair.output.tokens.slice(piece.outputFrom, piece.outputTo)
  const noun = rest.findLast(isWord)
  if (noun === undefined || isPossessive(target) !== isPossessive(rest) || !isPersonNoun(noun.folded)) return null
  if ((agreementOfPronoun(owner) & (he | she)) === 0 && owner.folded !== 'its' && owner.folded !== 'their') return null
  const whole = { ...piece, to: next.to, outputTo: next.outputTo, role: 'description' as const }
  return { piece: whole, pronoun: null, reference: pair.source.tokens.slice(piece.from, next.to), target, outputFrom: piece.outputFrom }
}
