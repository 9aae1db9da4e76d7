import type { RandomLot } from '../random-lot'
import type { NameKind } from './evidence'
import { cities, companyHeads, mensNames, surnames, womensNames } from './name-lists'

const begins = { vowel: /^[AEIO](?!u)/, consonant: /^[BCDFGJKLMNPQRSTVWXYZ]/ } as const

/** How the word that replaces a name has to begin: after `an` with a vowel, after `a` with a consonant. */
export type Beginning = keyof typeof begins | 'any'

/**
 * New words for the words of a name, of the same kind and gender, none of which is in `taken`; null where the lists have none left.
 * @param beginningOf what the article before a word asks for
 */
export function replacementsFor(
  kind: Exclude<NameKind, { readonly kind: 'unknown' }>,
  taken: ReadonlySet<string>,
  lot: RandomLot,
  beginningOf: (word: string) => Beginning,
): ReadonlyMap<string, string> | null {
  const used = new Set(taken)
  const chosen = new Map<string, string>()
  for (const [word, pool] of poolsOf(kind)) {
    const beginning = beginningOf(word)
    const fits = pool.filter(
      (name) => !/[sxz]$/.test(name) && !used.has(name.toLowerCase()) && (beginning === 'any' || begins[beginning].test(name)),
    )
    const [name] = lot.shuffled(fits)
    if (name === undefined) return null
    used.add(name.toLowerCase())
    chosen.set(word, name)
  }
  return chosen
}

function poolsOf(kind: Exclude<NameKind, { readonly kind: 'unknown' }>): readonly (readonly [string, readonly string[]])[] {
  switch (kind.kind) {
    case 'person': {
      const given = kind.gender === 'woman' ? womensNames : mensNames
      return [
        ...(kind.given === null ? [] : [[kind.given, given] as const]),
        ...(kind.surname === null ? [] : [[kind.surname, surnames] as const]),
      ]
    }
    case 'company':
      return [[kind.head, companyHeads]]
    case 'city':
      return [[kind.name, cities]]
  }
}
