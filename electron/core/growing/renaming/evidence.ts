import { cities, companyNouns, companyTails, knownCompanies, mensNames, womensNames } from './name-lists'

/** What a name is, as far as it can be told, and which of its words stand for it alone. */
export type NameKind =
  | { readonly kind: 'person'; readonly gender: 'woman' | 'man'; readonly given: string | null; readonly surname: string | null }
  | { readonly kind: 'company'; readonly head: string }
  | { readonly kind: 'city'; readonly name: string }
  | { readonly kind: 'unknown'; readonly why: string }

/** What a text says of an entity. Words are as they are written there. */
export type NameEvidence = {
  /** Each way in which it is named, as words, with a title before it or not. */
  readonly forms: readonly { readonly words: readonly string[]; readonly titled: boolean }[]
  /** References that were resolved to it, in lower case. */
  readonly references: readonly string[]
  /** Whether one of its words may only have its capital from the sentence. */
  readonly unsure: boolean
  /** Whether it always stands after `in`, `from`, `to` and the like, and alone. */
  readonly placed: boolean
}

const women = new Set(womensNames)
const men = new Set(mensNames)
const towns = new Set(cities)

/** Tells what a name is. Pronouns count more than lists; where the two contradict each other, or nothing speaks for anything, it is unknown. */
export function kindOf({ forms, references, placed, unsure }: NameEvidence): NameKind {
  if (unsure) return unknown('its first word may be no part of it')
  const pronouns = new Set(references.map((reference) => pronounOf(reference)))
  const longest = forms.reduce<readonly string[]>((best, { words }) => (words.length > best.length ? words : best), [])
  const [first = ''] = longest
  if (isCompany(longest, references)) {
    if (pronouns.has('she') || pronouns.has('he')) return unknown('it reads like a company and like a person')
    const inFull = forms.every(
      ({ words, titled }) => !titled && words[0] === first && words.slice(1).every((word) => companyTails.has(word.toLowerCase())),
    )
    return inFull && !companyTails.has(first.toLowerCase())
      ? { kind: 'company', head: first }
      : unknown('its name has more words than can be told apart')
  }
  const gender = genderOf(first, pronouns)
  if (gender === 'both') return unknown('nothing tells for sure whether it is a woman or a man')
  if (gender !== null) return personOf(gender, forms, longest)
  if (towns.has(first) && longest.length === 1)
    return placed && references.length === 0
      ? { kind: 'city', name: first }
      : unknown('it is a place, and more is said of it than where it is')
  return unknown('nothing tells whether it is a person, a company or a place')
}

function unknown(why: string): NameKind {
  return { kind: 'unknown', why }
}

function pronounOf(reference: string): 'she' | 'he' | 'it' | 'they' | 'other' {
  if (/^(?:she|her|hers)$/.test(reference)) return 'she'
  if (/^(?:he|him|his)$/.test(reference)) return 'he'
  if (/^its?$/.test(reference)) return 'it'
  return /^(?:they|them|theirs?)$/.test(reference) ? 'they' : 'other'
}

function isCompany(words: readonly string[], references: readonly string[]): boolean {
  const last = words.at(-1)?.toLowerCase() ?? ''
  const described = references.some((reference) => reference.split(/\s+/).some((word) => companyNouns.has(word.replace(/['’]s?$/, ''))))
  return (words.length === 1 && knownCompanies.has(last)) || (words.length > 1 && companyTails.has(last)) || described
}

function genderOf(first: string, pronouns: ReadonlySet<string>): 'woman' | 'man' | 'both' | null {
  if (pronouns.has('it')) return women.has(first) || men.has(first) ? 'both' : null
  const said = [...(pronouns.has('she') ? ['woman' as const] : []), ...(pronouns.has('he') ? ['man' as const] : [])]
  const listed = [...(women.has(first) ? ['woman' as const] : []), ...(men.has(first) ? ['man' as const] : [])]
  if (said.length > 1 || (said.length === 0 && listed.length > 1)) return 'both'
  return said[0] ?? listed[0] ?? null
}

function personOf(gender: 'woman' | 'man', forms: NameEvidence['forms'], longest: readonly string[]): NameKind {
  if (longest.length > 2) return unknown('its name has more words than can be told apart')
  const titledAlone = forms.some(({ words, titled }) => titled && words.length === 1)
  const [given, surname] = longest.length === 2 ? longest : titledAlone ? [undefined, longest[0]] : [longest[0], undefined]
  const known = forms.every(({ words, titled }) =>
    words.length === 2 ? words[0] === given && words[1] === surname : words[0] === surname || (words[0] === given && !titled),
  )
  return known
    ? { kind: 'person', gender, given: given ?? null, surname: surname ?? null }
    : unknown('it is named in more ways than can be told apart')
}
