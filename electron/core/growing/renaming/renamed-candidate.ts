import type { Candidate } from '../../../shared/growing'
import { judge } from '../judging/judge'
import { type KnownSources, notNew } from '../judging/known-sources'
import { readPair } from '../judging/reading'
import type { ExamplePair } from '../writing/marked-example'
import { type Renaming, renameEntities } from './rename'

/** A row of the dataset with other names, as a candidate for review; else why it has none. */
export async function renamedCandidate(
  id: string,
  row: number,
  pair: ExamplePair,
  seed: number,
  places: readonly KnownSources[],
): Promise<Candidate | (Renaming & { readonly state: 'unchanged' })> {
  const renaming = renameEntities(pair, seed)
  if (renaming.state === 'unchanged') return renaming
  const { source, rewrite, names } = renaming
  // Only in its names does it differ from its row, which is what it is for.
  const known = await notNew(source, places)
  const reasons = [...judge(readPair(source, rewrite)), ...known].filter(({ code }) => code !== 'near-duplicate')
  return {
    id,
    origin: {
      kind: 'renamed',
      row,
      seed,
      names: names.slice(0, 50).map(({ from, to }) => ({ from: from.slice(0, 80), to: to.slice(0, 80) })),
    },
    source,
    rewrite,
    marked: null,
    reasons,
    secondReading: null,
  }
}
