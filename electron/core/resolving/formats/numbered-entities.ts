import type { Cluster, Comparison, Edit } from '../../../shared/resolution'

/** A place of the source that stands for an entity: UTF-16 offsets, end exclusive. */
export type EntityMention = {
  readonly start: number
  readonly end: number
  readonly text: string
  /** Place in the document's edits of the one that put a name there; null for words that stand as they were. */
  readonly edit: number | null
}

/** An entity as every format counts it. */
export type NumberedEntity = {
  /** From 1, in the order of first mentions: the window's colours and spaCy's groups go by it. */
  readonly number: number
  readonly name: string
  /** Place among `mentions` of the one that names it: the antecedent. */
  readonly main: number
  /** In the order of the source, of two that begin together the longer first; at least one. */
  readonly mentions: readonly EntityMention[]
}

/** The entities of a document. */
export type NumberedEntities = {
  readonly list: readonly NumberedEntity[]
  /** The entity of a cluster by its place among the comparison's clusters; null for none. */
  readonly of: (cluster: number | null) => NumberedEntity | null
}

/** Numbers the clusters of a comparison, and says of each mention which edit resolved it. Clusters without mentions are left out. */
export function numberedEntities({ clusters, edits }: Pick<Comparison, 'clusters' | 'edits'>): NumberedEntities {
  const found = clusters
    .map((cluster, place) => ({ place, name: cluster.name, mentions: mentionsOf(cluster, place, edits) }))
    .filter(({ mentions }) => mentions.length > 0)
    .sort((one, other) => (one.mentions[0]?.start ?? 0) - (other.mentions[0]?.start ?? 0) || one.place - other.place)
  const byPlace = new Map<number, NumberedEntity>()
  const list = found.map(({ place, name, mentions }, index) => {
    const entity = { number: index + 1, name, main: mainOf(name, mentions), mentions }
    byPlace.set(place, entity)
    return entity
  })
  return { list, of: (cluster) => (cluster === null ? null : (byPlace.get(cluster) ?? null)) }
}

function mentionsOf(cluster: Cluster, place: number, edits: Comparison['edits']): readonly EntityMention[] {
  const mentions = [...cluster.mentions].sort((one, other) => one.start - other.start || other.end - one.end)
  const editOf = new Map<(typeof mentions)[number], number>()
  for (const [index, edit] of edits.entries()) {
    if (edit.kind !== 'resolved' || edit.cluster !== place) continue
    // Longer first where they begin together, so the first one inside is the reference itself.
    const resolved = firstInside(mentions, edit)
    if (resolved !== undefined && !editOf.has(resolved)) editOf.set(resolved, index)
  }
  return mentions.map((mention) => ({ ...mention, edit: editOf.get(mention) ?? null }))
}

/** The first of some mentions in order that is within an edit. */
function firstInside<T extends Pick<EntityMention, 'start' | 'end'>>(
  mentions: readonly T[],
  edit: Pick<Edit, 'start' | 'end'>,
): T | undefined {
  let [from, to] = [0, mentions.length]
  while (from < to) {
    const middle = (from + to) >> 1
    if ((mentions[middle]?.start ?? 0) < edit.start) from = middle + 1
    else to = middle
  }
  for (let place = from; (mentions[place]?.start ?? Number.POSITIVE_INFINITY) <= edit.end; place++)
    if ((mentions[place]?.end ?? 0) <= edit.end) return mentions[place]
  return undefined
}

/** The first mention with the entity's name in it, else the first that was not rewritten, else the first. */
function mainOf(name: string, mentions: readonly EntityMention[]): number {
  const [folded, standing] = [name.toLowerCase(), mentions.map(({ edit }) => edit === null)]
  const named = mentions.findIndex(({ text }, index) => standing[index] === true && text.toLowerCase().includes(folded))
  return named >= 0 ? named : Math.max(standing.indexOf(true), 0)
}
