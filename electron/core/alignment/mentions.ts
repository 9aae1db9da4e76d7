import { widenDescriptions } from './descriptions'
import { type Hunk, hunksBetween } from './hunks'
import { indexText, isNamedIn, isPossessive } from './phrases'
import { type Piece, piecesOf } from './pieces'
import { isContentWord, isName } from './references'
import { type Token, tokenize } from './tokens'

/** A reference of the source that the gold rewrite resolves. */
export type GoldMention = {
  /** Token range in the source, end exclusive. */
  readonly from: number
  readonly to: number
  /** UTF-16 span in the source. */
  readonly start: number
  readonly end: number
  readonly text: string
  readonly words: readonly Token[]
  /** What the gold rewrite has in its place, with its possessive. */
  readonly gold: readonly Token[]
  readonly goldText: string
  readonly possessive: boolean
  readonly role: 'pronoun' | 'description'
}

/** A place where the gold rewrite departs from the source without resolving a reference; either wording is right there. */
export type Variant = {
  /** Token range in the source, end exclusive; empty where the gold rewrite adds words. */
  readonly from: number
  readonly to: number
  readonly gold: readonly Token[]
}

/** A source and its gold rewrite, aligned. */
export type GoldAlignment = {
  readonly source: readonly Token[]
  readonly gold: readonly Token[]
  /** In source order, not overlapping. */
  readonly mentions: readonly GoldMention[]
  /** In source order, not overlapping, outside the mentions. */
  readonly variants: readonly Variant[]
}

/**
 * Finds the gold mentions: hunks of the alignment, split at their references, that have a reference on the source side and a name on the gold
 * side. A small-lettered word that the gold rewrite replaces by a name of the source (`both`, `there`) counts as a reference too.
 */
export function goldMentions(sourceText: string, goldText: string): GoldAlignment {
  const source = tokenize(sourceText)
  const gold = tokenize(goldText)
  const indexed = indexText(source)
  const mentions: GoldMention[] = []
  const variants: Variant[] = []
  for (const hunk of widenDescriptions(indexed, gold, hunksBetween(source, gold))) {
    const pieces = piecesOf(indexed, gold, hunk)
    for (const piece of pieces) {
      const target = gold.slice(piece.outputFrom, piece.outputTo)
      const role =
        piece.role === 'other' && replacesWordByName(source, target, piece) && isNamedIn(indexed, target) ? 'description' : piece.role
      if (role === 'pronoun' || role === 'description') mentions.push(mentionOf(sourceText, goldText, source, piece, role, target))
      // A contraction opened after a reference is neutral for every rewrite, so it needs no variant.
      else if (role === 'other' || !followsMention(mentions, piece)) variants.push({ from: piece.from, to: piece.to, gold: target })
    }
  }
  return { source, gold, mentions, variants }
}

function followsMention(mentions: readonly GoldMention[], piece: Piece): boolean {
  return mentions.at(-1)?.to === piece.from
}

function replacesWordByName(source: readonly Token[], target: readonly Token[], piece: Hunk): boolean {
  const replaced = source.slice(piece.from, piece.to)
  if (replaced.length === 0 || replaced.length > 3 || !target.some(isName)) return false
  return replaced.every((token) => /^\p{Ll}/u.test(token.key) || (token.startsSentence && !isContentWord(token)))
}

function mentionOf(
  sourceText: string,
  goldText: string,
  source: readonly Token[],
  piece: Piece,
  role: GoldMention['role'],
  gold: readonly Token[],
): GoldMention {
  const start = source[piece.from]?.start ?? 0
  const end = source[piece.to - 1]?.end ?? start
  return {
    from: piece.from,
    to: piece.to,
    start,
    end,
    text: sourceText.slice(start, end),
    words: source.slice(piece.from, piece.to),
    gold,
    goldText: goldText.slice(gold[0]?.start ?? 0, gold.at(-1)?.end ?? 0),
    possessive: isPossessive(gold),
    role,
  }
}
