import type { Cluster, Comparison } from '../../electron/shared/resolution'
import { nameKey } from '../text/word-diff'

/** How many hues there are; later entities take them again with a doubled line. */
export const hues = 6

/** An entity as every pane shows it. */
export type Entity = {
  /** From 0, in the order of the source. Its hue is `index % hues`. */
  readonly index: number
  readonly name: string
}

/** The entities of all answers: which one a cluster of a rewrite is. */
export type Entities = {
  readonly list: readonly Entity[]
  readonly of: (rewrite: Comparison, cluster: number) => Entity | null
}

/**
 * One entity per name, so that it keeps its colour on both sides. Two clusters are one entity when their names agree, or when
 * both begin with the same words of the source.
 */
export function entitiesOf(rewrites: readonly Comparison[]): Entities {
  const found = rewrites
    .flatMap((rewrite) => rewrite.clusters)
    .map((cluster) => ({ cluster, first: firstStart(cluster) }))
    .sort((a, b) => a.first - b.first)
  const byKey = new Map<string, Entity>()
  const list: Entity[] = []
  for (const { cluster } of found) {
    const keys = keysOf(cluster)
    const known = keys.map((key) => byKey.get(key)).find((entity) => entity !== undefined)
    const entity = known ?? { index: list.length, name: cluster.name }
    if (known === undefined) list.push(entity)
    for (const key of keys) if (!byKey.has(key)) byKey.set(key, entity)
  }
  const of = (rewrite: Comparison, place: number): Entity | null => {
    const cluster = rewrite.clusters[place]
    return cluster === undefined
      ? null
      : (keysOf(cluster)
          .map((key) => byKey.get(key))
          .find((entity) => entity !== undefined) ?? null)
  }
  return { list, of }
}

function keysOf(cluster: Cluster): readonly string[] {
  const start = firstStart(cluster)
  return [`name ${nameKey(cluster.name)}`, ...(Number.isFinite(start) ? [`start ${start}`] : [])]
}

const firstStart = (cluster: Cluster): number =>
  cluster.mentions.reduce((least, mention) => Math.min(least, mention.start), Number.POSITIVE_INFINITY)

/** The classes of an entity's hue, with a space before. */
export const hueOf = (entity: Entity | null): string =>
  entity === null ? '' : ` e${(entity.index % hues) + 1}${entity.index >= hues ? ' double' : ''}`
