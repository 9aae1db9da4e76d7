import { entityKey, groupEntities, type TokenRange } from '../alignment/entities'
import { type IndexedText, membersOf } from '../alignment/phrases'
import { isName } from '../alignment/references'
import type { Token } from '../alignment/tokens'
import { type Agreement, agreementOfPhrase, anything, isPluralName, it, they } from './agreement'
import { namesOf } from './names'
import { isPlace } from './places'
import { beforeName, besideName } from './surroundings'

/** Something that a text names, with every place where it does. */
export type Candidate = {
  /** Its name in lower case. */
  readonly key: string
  /** Which pronouns may stand for it, as far as its names and their surroundings tell. */
  readonly agreement: Agreement
  /** In order; with the article, without a possessive. */
  readonly mentions: readonly TokenRange[]
  /** What to call it, where that is known better than from its mentions; as it is written inside a sentence, without a possessive. */
  readonly name?: string
  /** People who are named apart and only `they` can stand for together. */
  readonly members?: readonly Candidate[]
}

/**
 * The named people, organisations, places and things of a text, and its coordinations of names (`Ana and Tom`), which only `they` can stand for.
 * Given another text that is `known`, names which stand side by side are told apart by it: `gave Mary John’s book`.
 */
export function candidatesIn(tokens: readonly Token[], known?: IndexedText): readonly Candidate[] {
  const names = namesOf(tokens, known)
  const all = [...names, ...coordinations(tokens, names)]
  const phrases = all.map(({ from, to }) => tokens.slice(from, to))
  const entities = groupEntities(phrases.map((phrase) => ({ key: entityKey(phrase), name: true })))
  const grouped = new Map<number, { key: string; agreement: Agreement; position: Agreement; mentions: TokenRange[] }>()
  for (const [index, range] of all.entries()) {
    const phrase = phrases[index] ?? []
    const key = entityKey(phrase)
    const entity = entities.of(key)
    if (entity === null) continue
    const agreement = ofMention(phrase) & besideName(tokens, range)
    const known = grouped.get(entity)
    if (known === undefined) {
      grouped.set(entity, { key, agreement, position: beforeName(tokens, range), mentions: [range] })
      continue
    }
    known.mentions.push(range)
    known.position |= beforeName(tokens, range)
    // People are called by their full name first: a longer one that comes later (`Larson … her father, John Larson`) may be another's.
    known.agreement = key.length > known.key.length ? anything : known.agreement & agreement || anything
    if (key.length > known.key.length) known.key = key
  }
  return [...grouped.values()].map(({ key, agreement, position, mentions }) => ({
    key,
    agreement: agreement & position || agreement || anything,
    mentions,
  }))
}

/** As `agreementOfPhrase`, but what is plural is plural; of `the Mongol period`, where the noun is an unknown one, the less likely is left out. */
function ofMention(phrase: readonly Token[]): Agreement {
  const agreement = agreementOfPhrase(phrase)
  if (membersOf(phrase).length > 1 || isPluralName(phrase)) return they
  const noun = phrase.at(-1)
  const isThing = noun !== undefined && /^\p{Ll}/u.test(noun.key) && !/(?:er|or|ist|ian|ant|ent|man|ee)$/.test(noun.key)
  return agreement === anything && isThing ? it : agreement
}

/** Names that `and` joins, as one: `Ana and Tom`, `Ana, Tom and Eva`. */
function coordinations(tokens: readonly Token[], names: readonly TokenRange[]): readonly TokenRange[] {
  const joined: TokenRange[] = []
  for (let index = 1; index < names.length; index++) {
    let [first, last] = [names[index - 1], names[index]]
    if (first === undefined || last === undefined || !isBetween(tokens, first.to, last.from, 'and')) continue
    for (let before = index - 2; before >= 0; before--) {
      const earlier: TokenRange | undefined = names[before]
      if (earlier === undefined || !isBetween(tokens, earlier.to, first.from, ',')) break
      first = earlier
    }
    const next = names[index + 1]
    if (next !== undefined && isBetween(tokens, last.to, next.from, 'and')) last = next
    const whole = { from: first.from, to: last.to }
    const words = tokens.slice(whole.from, whole.to)
    const isTwice = entityKey(tokens.slice(first.from, first.to)) === entityKey(tokens.slice(last.from, last.to))
    if (!isTwice && words.some((token) => isName(token) && !isPlace(token.folded))) joined.push(whole)
  }
  return joined
}

function isBetween(tokens: readonly Token[], from: number, to: number, word: string): boolean {
  return to - from === 1 && tokens[from]?.folded === word
}
