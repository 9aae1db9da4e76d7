import type { Clusters, Resolution } from '../../../../../electron/core/alignment/clusters'
import { entityKey, groupEntities, isNamePhrase, namesIn, type TokenRange } from '../../../../../electron/core/alignment/entities'
import { coreOf, standsAt } from '../../../../../electron/core/alignment/phrases'
import { isArticle, isDeterminer } from '../../../../../electron/core/alignment/references'
import type { Token } from '../../../../../electron/core/alignment/tokens'

/** What `clustersOf` finds, by looking at every place of the text for every reference. */
export function slowClusters(text: string, tokens: readonly Token[], resolutions: readonly Resolution[]): Clusters {
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
  const clusters = order.map((entity) => {
    const own = resolutions.filter((_, index) => entityOf[index] === entity)
    const named = runs.filter((run) => entities.of(entityKey(tokens.slice(run.from, run.to))) === entity)
    const ranges: TokenRange[] = [...own.map(({ reference }) => reference), ...named]
    for (const { target } of own) {
      const core = coreOf(target)
      for (let place = 0; core.length > 0 && place < tokens.length; place++) {
        if (!standsAt(tokens, place, core)) continue
        const range = withArticle(tokens, { from: place, to: place + core.length })
        const isLonger = runs.some((run) => overlaps(run, range) && (run.from < range.from || run.to > range.to))
        if (!ranges.some((other) => overlaps(other, range)) && !isLonger) ranges.push(range)
      }
    }
    const mentions = ranges
      .sort((one, other) => one.from - other.from)
      .map(({ from, to }) => {
        const [start, end] = [tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0]
        return { start, end, text: text.slice(start, end) }
      })
    return { name: written(coreOf(own[0]?.target ?? [])), mentions }
  })
  return { clusters, clusterOf: entityOf.map((entity) => order.indexOf(entity)) }
}

function overlaps(one: TokenRange, other: TokenRange): boolean {
  return one.from < other.to && other.from < one.to
}

function withArticle(tokens: readonly Token[], range: TokenRange): TokenRange {
  const [first, previous] = [tokens[range.from], tokens[range.from - 1]]
  if (first === undefined || previous === undefined || isNamePhrase([first])) return range
  return isArticle(previous) || isDeterminer(previous) ? { from: range.from - 1, to: range.to } : range
}

function written(phrase: readonly Token[]): string {
  return phrase.map((token, index) => (index > 0 && phrase[index - 1]?.end !== token.start ? ` ${token.text}` : token.text)).join('')
}
