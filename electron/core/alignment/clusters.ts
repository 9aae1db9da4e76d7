import type { Cluster } from '../../shared/resolution'
import { entityKey, groupEntities, isNamePhrase, namesIn, type TokenRange } from './entities'
import { coreOf, indexText, placesOf } from './phrases'
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
export function clustersOf(text: string, tokens: readonly Token[], resolutions: readonly Resolution[]): Clusters {
  const runs = namesIn(tokens)
  const targets = resolutions.map(({ target }) => target)
  const entities = groupEntities(
    [...targets, ...runs.map((run) => tokens.slice(run.from, run.to))].map((phrase) => ({
      key: entityKey(phrase),
      name: isNamePhrase(coreOf(phrase)),
    })),
  )
  const entityOf = targets.map((target) => entities.of(entityKey(target)))
  const order = [...new Set(entityOf)]
  const indexed = indexText(tokens)
  const clusters = order.map((entity): Cluster => {
    const own = resolutions.filter((_, index) => entityOf[index] === entity)
    const references = own.map(({ reference }) => reference)
    const named = runs.filter((run) => entities.of(entityKey(tokens.slice(run.from, run.to))) === entity)
    const ranges = [...references, ...named]
    for (const { target } of own) {
      const core = coreOf(target)
      for (const place of placesOf(indexed, core)) {
        const range = withArticle(tokens, { from: place, to: place + core.length })
        if (!ranges.some((other) => overlaps(other, range)) && !belongsToOther(runs, range)) ranges.push(range)
      }
    }
    const name = coreOf(own[0]?.target ?? [])
    return {
      name: wordsOf(name),
      mentions: ranges.sort((one, other) => one.from - other.from).map((range) => spanOf(text, tokens, range)),
    }
  })
  return { clusters, clusterOf: entityOf.map((entity) => order.indexOf(entity)) }
}

function overlaps(one: TokenRange, other: TokenRange): boolean {
  return one.from < other.to && other.from < one.to
}

/** Whether a place is only part of a longer name: `Amazon` in `Amazon Rainforest`. */
function belongsToOther(runs: readonly TokenRange[], range: TokenRange): boolean {
  return runs.some((run) => overlaps(run, range) && (run.from < range.from || run.to > range.to))
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
