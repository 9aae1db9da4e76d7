import { setImmediate } from 'node:timers/promises'
import type { Output } from '../../shared/contract'
import { StudioError } from '../../shared/errors'
import type { Run } from '../../shared/run'
import type { Datasets } from '../datasets/datasets'
import type { OpenDataset } from '../datasets/open-dataset'
import { expandHome } from '../files/handles'
import type { RunFiles } from '../runs/run-files'
import { readRowPlaces, readRunRow } from './run-data'

/** Milliseconds of work between two moments in which others have the thread. */
const turn = 20

/**
 * Opens the dataset that a run was made from, and finds one of its rows where it is now.
 * @param row its place when the run was made, from 0; null looks for none
 * @throws StudioError `not-found` and the like where the file cannot be opened, `file-changed` where the row is not in it any more
 */
export async function openDatasetOf(
  { dataset: { name, location, sha256 } }: Pick<Run, 'dataset'>,
  { data }: Pick<RunFiles, 'data'>,
  row: number | null,
  datasets: Datasets,
): Promise<Output<'run.openDataset'>> {
  const places = await readRowPlaces(data)
  const summary = await datasets.openPath(places?.dataset ?? expandHome(location))
  if (row === null) return { dataset: summary, row: null }
  // Edits that wait to be saved leave every row where it is.
  if (summary.sha256 === sha256 && row < summary.rows) return { dataset: summary, row }
  const line = places && (await readRunRow(data, places, row).catch(() => null))
  const found = line === null ? null : await findRow(datasets.get(summary.id), line, row)
  if (found !== null) return { dataset: summary, row: found }
  throw new StudioError({
    code: 'file-changed',
    message: `${name} has changed since this run: its row ${row + 1} is not in it any more as the run read it.`,
    hint: 'Open the dataset to look for it.',
  })
}

/** The row nearest to a place that says what a line of a run's data says; null where none does. Lets others have the thread in between. */
async function findRow(dataset: OpenDataset, line: string, near: number): Promise<number | null> {
  let started = performance.now()
  for (const index of outwards(near, dataset.summary().rows)) {
    const content = dataset.content(index)
    if (content !== null && JSON.stringify(content) === line) return index
    if (performance.now() - started < turn) continue
    await setImmediate()
    started = performance.now()
  }
  return null
}

/** Every place below `length`, those nearest to `near` first. */
function* outwards(near: number, length: number): Generator<number> {
  for (let distance = 0; distance <= Math.max(near, length - near); distance += 1) {
    if (near - distance >= 0 && near - distance < length) yield near - distance
    if (distance > 0 && near + distance < length) yield near + distance
  }
}
