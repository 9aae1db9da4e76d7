import type { Cluster } from '../../shared/resolution'
import { entityKey, groupEntities, isNamePhrase, namesIn, type TokenRange } from './entities'
import { coreOf, type IndexedText, placesOf } from './phrases'
import type { Piece } from './pieces'
import { isArticle, isDeterminer } from './references'
import type { Token } from './tokens'

/** A reference of the source and the words of the source that took its place, with their possessive. */
export type Resolution = { readonly piece: Piece; readonly target: readonly Token[]; readonly reference: TokenRange }

/** Entities of the source that references were resolved to, and the cluster of each resolution, in order. */
export type Clusters = { readonly clusters: readonly Cluster[]; readonly clusterOf: readonly number[] }

/**
 * Groups resolutions by entity, in the order of their first one. A cluster holds the references and every place of the source that names the
 * entity, in full or by an unambiguous part (`Maria Lopez`, `Maria`); its name is the first rewrite's, without article and possessive.
 */
export function clustersOf(text: string, source: IndexedText, resolutions: readonly Resolution[]): Clusters {
  const { tokens } = source
  const names = namesIn(tokens)
  const targets = resolutions.map(({ target }) => target)
  const phrases = [...targets, ...names.map(({ from, to }) => tokens.slice(from, to))]
  const keys = phrases.map(entityKey)
  const entities = groupEntities(phrases.map((phrase, place) => ({ key: keys[place] ?? '', name: isNamePhrase(coreOf(phrase)) })))
  const entityOf = keys.map((key) => entities.of(key))
  const resolved = entityOf.slice(0, targets.length)
  const numbers = new Map([...new Set(resolved)].map((entity, number) => [entity, number]))
  const ranges = [...numbers].map((): TokenRange[] => [])
  for (const [place, { reference }] of resolutions.entries()) ranges[numbers.get(resolved[place] ?? null) ?? 0]?.push(reference)
  for (const [place, name] of names.entries()) {
    const number = numbers.get(entityOf[targets.length + place] ?? null)
    if (number !== undefined) ranges[number]?.push(name)
  }
  const cores = coresOf(targets, (place) => numbers.get(resolved[place] ?? null) ?? 0)
  const nameAt = namesByToken(tokens, names)
  const taken = new Taken(tokens.length)
  const clusters = ranges.map((own, number): Cluster => {
    taken.beginAnew()
    for (const range of own) taken.add(range)
    for (const core of cores.get(number) ?? []) {
      for (const place of placesOf(source, core)) {
        const range = withArticle(tokens, { from: place, to: place + core.length })
        if (taken.meets(range) || belongsToOther(nameAt, range)) continue
        own.push(range)
        taken.add(range)
      }
    }
    return {
      name: wordsOf(cores.get(number)?.[0] ?? []),
      mentions: own.sort((one, other) => one.from - other.from).map((range) => spanOf(text, tokens, range)),
    }
  })
  return { clusters, clusterOf: resolved.map((entity) => numbers.get(entity) ?? 0) }
}

/** What each entity's targets name, in order; what stands in the same places comes once. */
function coresOf(
  targets: readonly (readonly Token[])[],
  numberOf: (place: number) => number,
): ReadonlyMap<number, readonly (readonly Token[])[]> {
  const cores = new Map<number, (readonly Token[])[]>()
  const known = new Set<string>()
  for (const [place, target] of targets.entries()) {
    const [core, number] = [coreOf(target), numberOf(place)]
    const key = `${number} ${core.map((token) => `${token.startsSentence ? '^' : ''}${token.key}`).join(' ')}`
    if (known.has(key)) continue
    known.add(key)
    const own = cores.get(number)
    if (own === undefined) cores.set(number, [core])
    else own.push(core)
  }
  return cores
}

/** Which tokens the ranges of one entity have. */
class Taken {
  readonly #marks: Int32Array
  #mark = 0

  constructor(tokens: number) {
    this.#marks = new Int32Array(tokens)
  }

  /** Lets go of all of them, for the next entity. */
  beginAnew(): void {
    this.#mark++
  }

  add({ from, to }: TokenRange): void {
    this.#marks.fill(this.#mark, from, to)
  }

  meets({ from, to }: TokenRange): boolean {
    return this.#marks.subarray(from, to).includes(this.#mark)
  }
}

/** The name that each token is in. */
function namesByToken(tokens: readonly Token[], names: readonly TokenRange[]): readonly (TokenRange | undefined)[] {
  const nameAt = new Array<TokenRange | undefined>(tokens.length)
  for (const name of names) nameAt.fill(name, name.from, name.to)
  return nameAt
}

/** Whether a place is only part of a longer name: `Amazon` in `Amazon Rainforest`. */
function belongsToOther(nameAt: readonly (TokenRange | undefined)[], { from, to }: TokenRange): boolean {
  return (nameAt[from]?.from ?? from) < from || (nameAt[to - 1]?.to ?? to) > to
}

function withArticle(tokens: readonly Token[], range: TokenRange): TokenRange {
  const [first, previous] = [tokens[range.from], tokens[range.from - 1]]
  if (first === undefined || previous === undefined || isNamePhrase([first])) return range
  return isArticle(previous) || isDeterminer(previous) ? { from: range.from - 1, to: range.to } : range
}

function wordsOf(phrase: readonly Token[]): string {
  return phrase.map((token, index) => (index > 0 && phrase[index - 1]?.end !== token.start ? ` ${token.text}` : token.text)).join('')
}

function spanOf(text: string, tokens: readonly Token[], { from, to }: TokenRange): Cluster['mentions'][number] {
  const start = tokens[from]?.start ?? 0
  const end = tokens[to - 1]?.end ?? start
  return { start, end, text: text.slice(start, end) }
}
