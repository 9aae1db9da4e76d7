import type { GoldMention } from '../alignment/mentions'
import type { Token } from '../alignment/tokens'
import { endsClause, isAdverb, isAuxiliary, isBe, isPreposition, isVerbForm } from '../linting/grammar'

/** What a reference is in its sentence; what follows a verb or a preposition is an object. */
export type ReferenceRole = 'subject' | 'object' | 'possessive'

/**
 * The role of a gold mention: told by the gold rewrite's possessive and the pronoun's own form, else by its neighbours. A guess from the look of
 * words for `it` and for descriptions, good enough to slice by.
 */
export function referenceRole(source: readonly Token[], { words, from, to, possessive }: GoldMention): ReferenceRole {
  const word = words[0]?.folded ?? ''
  if (possessive || /^(?:his|its|their|hers|theirs)$/.test(word)) return 'possessive'
  if (/^(?:he|she|they)$/.test(word)) return 'subject'
  if (/^(?:him|her|them)$/.test(word)) return 'object'
  const [before, first] = [source[from - 1], words[0]]
  const opens = before === undefined || first?.startsSentence === true
  if (!opens && isPreposition(before) && !isSubordinatorBeforeVerb(source, from, to)) return 'object'
  if (isPredicate(source, to)) return 'subject'
  if (opens) return 'subject'
  if (isVerbForm(before.folded) || isAuxiliary(before)) return 'object'
  return endsClause(before) ? 'subject' : 'object'
}

/** `after it rose`: the preposition opens a clause. */
function isSubordinatorBeforeVerb(source: readonly Token[], from: number, to: number): boolean {
  return /^(?:after|before|since|until|as|than|like)$/.test(source[from - 1]?.folded ?? '') && isPredicate(source, to)
}

/** Whether a predicate begins at a position, adverbs aside. */
function isPredicate(source: readonly Token[], position: number): boolean {
  let at = position
  for (let token = source[at]; token !== undefined && isAdverb(token) && token.folded !== 'not'; token = source[at]) at++
  const token = source[at]
  return token !== undefined && token.folded !== 'to' && (isBe(token) || isAuxiliary(token) || isVerbForm(token.folded))
}
