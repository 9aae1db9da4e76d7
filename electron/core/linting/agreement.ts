import { coreOf, membersOf } from '../alignment/phrases'
import { isCapitalisedOrNumeric, isName, isPossessiveMark } from '../alignment/references'
import { isWord, type Token } from '../alignment/tokens'
import { genderOfFirstName, isAlsoFamilyName, isAlsoNoPerson } from './first-names'
import {
  femaleNouns,
  femaleTitles,
  maleNouns,
  maleTitles,
  organisationWords,
  personNouns,
  placeWords,
  pluralNouns,
  thingNouns,
  thingOpeners,
  titles,
} from './noun-classes'
import { isPlace } from './places'

/** The pronouns that may stand for something, as a sum of `he`, `she`, `it` and `they`. */
export type Agreement = number

export const he = 1
export const she = 2
export const it = 4
export const they = 8
const person = he | she
const thing = it | they
/** Nothing is known: every pronoun may stand for it. */
export const anything = person | thing

const agreementOf: ReadonlyMap<string, Agreement> = new Map([
  ...['he', 'him', 'his'].map((word) => [word, he] as const),
  ...['she', 'her', 'hers'].map((word) => [word, she] as const),
  ...['it', 'its'].map((word) => [word, it] as const),
  ...['they', 'them', 'their', 'theirs'].map((word) => [word, they] as const),
])
// Companies that are called like a person.
const namedAfterPeople = new Set(
  (
    'charles schwab|morgan stanley|calvin klein|ralph lauren|tommy hilfiger|eli lilly|hugo boss|john deere|john lewis|mary kay|louis vuitton|yves saint laurent|' +
    'johns hopkins|christian dior|jimmy choo|sara lee|raymond james|edward jones|thomas cook|henry schein|max planck|marie claire|jack daniel|johnnie walker|' +
    'arthur andersen|harry winston|frank russell|st louis|san francisco|los angeles|new york|santa monica|san diego|san jose'
  ).split('|'),
)

/** The class of a third-person pronoun; 0 for another word. */
export function agreementOfPronoun(token: Token): Agreement {
  return agreementOf.get(token.folded) ?? 0
}

/**
 * Which pronouns may stand for what a phrase names, told by its words alone: first names, titles, kinship, company endings, plurals and
 * coordinations. `anything` where the words tell nothing. A final possessive does not count.
 */
export function agreementOfPhrase(phrase: readonly Token[]): Agreement {
  const [first] = phrase
  const definite = first?.folded === 'the'
  const core = coreOf(phrase)
  const members = membersOf(core)
  if (members.length > 1) return coordination(core, members)
  const head = afterPossessive(core)
  if (core.some((token) => token.key === '&')) return thing
  return head.length < core.length ? agreementOfPhrase(head) : ofWords(head.filter(isWord), definite)
}

/** Which pronouns may stand for a common noun in lower case; `anything` for an unknown one. */
export function agreementOfNoun(noun: string): Agreement {
  if (maleNouns.has(noun)) return he
  if (femaleNouns.has(noun)) return she
  if (noun === 'team' || noun === 'band' || noun === 'family' || noun === 'couple' || noun === 'staff') return thing
  if (pluralNouns.has(noun)) return they
  if (personNouns.has(noun)) return person
  if (thingNouns.has(noun)) return thing
  return isPluralNoun(noun) ? they : anything
}

/** Whether a noun in lower case looks like a plural. */
export function isPluralNoun(noun: string): boolean {
  return /[^siu]s$/.test(noun) && noun.length > 3
}

/** Whether a phrase is a name in the plural, with its article: `the Comets`. */
export function isPluralName(phrase: readonly Token[]): boolean {
  const [article, last] = [phrase[0], phrase.at(-1)]
  return (
    article?.folded === 'the' &&
    last !== undefined &&
    isName(last) &&
    isPluralNoun(last.folded) &&
    !isPlace(last.folded) &&
    phrase.length < 4
  )
}

function coordination(core: readonly Token[], members: readonly (readonly Token[])[]): Agreement {
  if (core.some((token) => token.folded === 'or')) return anything
  const last = core.findLast(isWord)
  if (last !== undefined && organisationWords.has(last.folded)) return thing
  const classes = members.map(agreementOfPhrase)
  // `Marks and Spencer` is one company as well as two people.
  return classes.some((agreement) => agreement !== anything) ? they : thing
}

function afterPossessive(core: readonly Token[]): readonly Token[] {
  const mark = core.findLastIndex((token, position) => position > 0 && isPossessiveMark(token, core[position - 1]))
  return mark < 0 || mark === core.length - 1 ? core : core.slice(mark + 1)
}

function ofWords(words: readonly Token[], definite: boolean): Agreement {
  const [first, last] = [words[0], words.at(-1)]
  if (first === undefined || last === undefined) return anything
  if (!isCapitalisedOrNumeric(last) || (words.length === 1 && last.startsSentence && definite)) return agreementOfNoun(last.folded)
  if (words.length > 1 && (organisationWords.has(last.folded) || placeWords.has(last.folded) || thingOpeners.has(first.folded)))
    return thing
  const folded = words.map((token) => token.folded)
  if (namedAfterPeople.has(folded.join(' '))) return thing
  if (words.some((token) => token.key.includes('&') || /^\d/.test(token.key))) return thing
  const entitled = titleAgreement(words, definite)
  if (entitled !== 0) return entitled
  if (folded.every(isPlace)) return thing
  if (definite && isPluralNoun(last.folded)) return thing
  if (definite) return anything
  return ofFirstName(words)
}

function titleAgreement(words: readonly Token[], definite: boolean): Agreement {
  const [first] = words
  if (first === undefined) return 0
  // A king who is called by his title alone, and Mr King.
  if (words.length === 1 && !(definite && /^(?:king|queen|prince|princess|pope|duke|duchess)$/.test(first.folded))) return 0
  if (maleTitles.has(first.folded)) return he
  if (femaleTitles.has(first.folded)) return she
  if (!titles.has(first.folded)) return 0
  const gender = ofFirstName(words.slice(1))
  return gender === he || gender === she ? gender : person
}

function ofFirstName(words: readonly Token[]): Agreement {
  const [first, ...others] = words
  if (first === undefined) return anything
  const gender = genderOfFirstName(first.folded)
  if (gender === null) return anything
  if (others.length === 0 && isAlsoFamilyName(first.folded)) return person
  const agreement = gender === 'female' ? she : he
  return isAlsoNoPerson(first.folded) ? agreement | it : agreement
}
