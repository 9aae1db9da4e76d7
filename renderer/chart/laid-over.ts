import { mostOthers } from './views'

/** What there is to lay over: the ids of all runs, and the run looked at, null where none is. */
type Sight = { readonly present: readonly string[]; readonly looked: string | null }

/**
 * The runs that lie over the one looked at after a run is ticked or no longer. Runs that are gone take no place. The one looked at stays
 * for when another is looked at, unless its place is needed.
 */
export function withLaidOver(laidOver: readonly string[], runId: string, yes: boolean, { present, looked }: Sight): readonly string[] {
  const rest = laidOver.filter((other) => other !== runId && present.includes(other))
  const others = rest.filter((other) => other !== looked)
  if (!yes || others.length >= mostOthers) return rest
  return [...(rest.length < mostOthers ? rest : others), runId]
}
