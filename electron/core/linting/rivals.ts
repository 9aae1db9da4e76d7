import type { TokenRange } from '../alignment/entities'
import { isFunctionWord, isPossessiveMark } from '../alignment/references'
import { isWord, type Token } from '../alignment/tokens'
import { type Agreement, agreementOfNoun, agreementOfPronoun, anything, isPluralNoun, it, they } from './agreement'
import { isGerund, isPreposition, isVerbForm } from './grammar'
import { isKnownNoun } from './noun-classes'

const determiners = new Set('the a an this that these those my our your his her its their some any each every no another'.split(' '))
const counts = new Set('two three four five six seven eight nine ten many several few some most all both other these those'.split(' '))

/**
 * Whether a common noun of the pronoun's sentence or the one before could be meant instead of a name: `a warehouse` for `it`, `the man` for
 * `he`, `investors` for `they`; what stands in `except` is none. Only a doubt: it keeps a name from being written in, never a pronoun from being reported.
 */
export function hasRival(tokens: readonly Token[], position: number, except: readonly TokenRange[] = []): boolean {
  const pronoun = tokens[position]
  if (pronoun === undefined) return false
  const agreement = agreementOfPronoun(pronoun)
  let sentences = 0
  for (let at = position - 1; at >= 0 && sentences < 2; at--) {
    const token = tokens[at]
    if (token === undefined) break
    if (!except.some(({ from, to }) => from <= at && at < to) && (nounClass(tokens, at, agreement) & agreement) !== 0) return true
    if (token.startsSentence) sentences++
  }
  return false
}

/** The pronouns for the noun phrase whose last word stands at a position; 0 where none ends there. */
function nounClass(tokens: readonly Token[], at: number, agreement: Agreement): Agreement {
  const [noun, after] = [tokens[at], tokens[at + 1]]
  if (noun === undefined || !isWord(noun) || !/^\p{Ll}/u.test(noun.key) || isFunctionWord(noun)) return 0
  // Only the last word of a phrase is its noun; one with a possessive is another's part.
  if (after !== undefined && isWord(after) && !isFunctionWord(after) && !isVerbForm(after.folded) && !isGerund(after)) return 0
  if (after !== undefined && isPossessiveMark(after, noun) && agreement === it) return 0
  const plural = isPluralNoun(noun.folded)
  if (plural && agreement === they && (isPerson(noun.folded) || counts.has(tokens[at - 1]?.folded ?? ''))) return they
  for (let start = at - 1; start >= at - 4; start--) {
    const token = tokens[start]
    if (token === undefined || !isWord(token)) return 0
    if (determiners.has(token.folded) || counts.has(token.folded)) {
      const known = agreementOfNoun(noun.folded)
      return known === anything ? it : known
    }
    if (isFunctionWord(token) || isPreposition(token) || isVerbForm(token.folded)) return 0
  }
  return 0
}

function isPerson(noun: string): boolean {
  return isKnownNoun(noun) || isKnownNoun(noun.slice(0, -1)) || /(?:ers|ors|ists|ants|ents|ians|ees|cs)$/.test(noun)
}
