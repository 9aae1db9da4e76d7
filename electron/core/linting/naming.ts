import type { Token } from '../alignment/tokens'
import { isPluralNoun, they } from './agreement'
import type { Candidate } from './candidates'
import type { NamedText } from './named-text'
import { textOf } from './wording'

/** What a candidate is called where `position` is: as at its last mention before that, else at its first one. Without a possessive. */
export function nameOf(named: NamedText, candidate: Candidate, position: number): string {
  if (candidate.members !== undefined) return candidate.members.map((member) => nameOf(named, member, position)).join(' and ')
  if (candidate.name !== undefined) return candidate.name
  const mention = candidate.mentions.findLast(({ to }) => to <= position) ?? candidate.mentions[0]
  if (mention === undefined) return ''
  const name = textOf(named.text, named.tokens, mention.from, mention.to)
  return (/\.\p{Lu}$/u.test(name) ? `${name}.` : name).replace(/^(?:The|An?)(?= )/i, 'the')
}

/** A name in the place of a pronoun: with a possessive where the pronoun is one, with a capital where a sentence begins. */
export function inPlaceOf(pronoun: Token, name: string, candidate: Candidate, possessive: boolean, text: string): string {
  const written = pronoun.startsSentence ? name.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()) : name
  return possessive ? withPossessive(written, candidate.agreement === they, text) : written
}

/** A name with its possessive, in the apostrophes that the text has. */
export function withPossessive(name: string, plural: boolean, text: string): string {
  const apostrophe = text.includes('\u2019') ? '\u2019' : "'"
  const last = name.split(/\s/).at(-1) ?? ''
  return plural && isPluralNoun(last.toLowerCase()) ? `${name}${apostrophe}` : `${name}${apostrophe}s`
}
