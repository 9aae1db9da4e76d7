import { coreOf } from './phrases'
import { isContentWord, isName } from './references'
import { isWord, type Token } from './tokens'

/** A token range, end exclusive. */
export type TokenRange = { readonly from: number; readonly to: number }

const connectors = new Set('of de del della di da du van von der den la le al bin ibn'.split(' '))
const titles = new Set('mr mrs ms dr prof st gen gov sen rep rev hon'.split(' '))

/** The names of a text: longest runs of capitalised words and numbers, joined by `of`, `van` and the like; `The`, `But` and `I` are none. */
export function namesIn(tokens: readonly Token[]): readonly TokenRange[] {
  const names: TokenRange[] = []
  let position = 0
  while (position < tokens.length) {
    const from = position
    let to = from
    while (position < tokens.length) {
      const token = tokens[position]
      const next = tokens[position + 1]
      if (token === undefined) break
      if (isName(token) && !(token.startsSentence && to > from)) to = ++position
      else if (to > from && next !== undefined && isName(next) && !next.startsSentence && joins(token, tokens[position - 1])) position++
      else break
    }
    if (to > from) names.push({ from, to })
    position = Math.max(to, from + 1)
  }
  return names
}

function joins(token: Token, previous: Token | undefined): boolean {
  return (
    connectors.has(token.key) || (token.key === '.' && previous !== undefined && (titles.has(previous.folded) || previous.key.length === 1))
  )
}

/** What an entity is compared by: the words of the phrase in lower case, without article, possessive and punctuation. */
export function entityKey(phrase: readonly Token[]): string {
  return coreOf(phrase)
    .filter(isWord)
    .map((token) => token.folded)
    .join(' ')
}

/** Names grouped into entities, numbered from 0 in the order of their first key. */
export type Entities = {
  readonly count: number
  /** The entity whose name this is, or null for a key that was not given. */
  readonly of: (key: string) => number | null
  /** Every entity that the key names in full or by its first or last words: several where it is ambiguous. */
  readonly namedBy: (key: string) => readonly number[]
}

/**
 * Groups keys (see `entityKey`) into entities: equal keys, and a name with the one longer name that begins or ends with it (`Maria`, `Maria Lopez`).
 * Where several longer names do, the short one stays an entity of its own. Keys that are no capitalised names take part in no such alias.
 */
export function groupEntities(keys: readonly { readonly key: string; readonly name: boolean }[]): Entities {
  const named = new Map<string, boolean>()
  for (const { key, name } of keys) if (key !== '') named.set(key, name || (named.get(key) ?? false))
  const longer = new Map<string, Set<string>>()
  for (const [key, name] of named) {
    if (!name) continue
    for (const part of partsOf(key)) add(longer, part, key)
  }
  const numbers = new Map<string, number>()
  let count = 0
  const numberOf = (key: string): number => {
    const known = numbers.get(key)
    if (known !== undefined) return known
    const [only, ...others] = outermost(named.get(key) === true ? (longer.get(key) ?? new Set()) : new Set())
    const number = only !== undefined && others.length === 0 ? numberOf(only) : count++
    numbers.set(key, number)
    return number
  }
  for (const key of named.keys()) numberOf(key)
  return {
    count,
    of: (key) => numbers.get(key) ?? null,
    namedBy: (key) => {
      const own = numbers.get(key)
      const found = new Set(own === undefined ? [] : [own])
      for (const name of longer.get(key) ?? []) found.add(numbers.get(name) ?? 0)
      return [...found]
    },
  }
}

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key)
  if (known === undefined) map.set(key, new Set([value]))
  else known.add(value)
}

function partsOf(key: string): readonly string[] {
  const words = key.split(' ')
  const parts: string[] = []
  // Each of two is somebody else than the two.
  if (words.includes('and') || words.includes('or')) return parts
  for (let length = 1; length < words.length; length++) {
    const [start, end] = [words.slice(0, length), words.slice(-length)]
    if (!connectors.has(start.at(-1) ?? '')) parts.push(start.join(' '))
    // `America` is no short form of `Bank of America`.
    if (!words.slice(0, -length).some((word) => connectors.has(word))) parts.push(end.join(' '))
  }
  return parts
}

function outermost(keys: ReadonlySet<string>): readonly string[] {
  return [...keys].filter((key) => ![...keys].some((other) => other !== key && ` ${other} `.includes(` ${key} `)))
}

/** Whether a phrase is written as a name: some word of it is capitalised. */
export function isNamePhrase(phrase: readonly Token[]): boolean {
  return phrase.some((token) => isContentWord(token) && isName(token))
}
