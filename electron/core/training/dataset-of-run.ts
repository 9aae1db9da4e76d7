import type { Output } from '../../shared/contract'
import { StudioError } from '../../shared/errors'
import type { Run } from '../../shared/run'
import type { Datasets } from '../datasets/datasets'
import { expandHome } from '../files/handles'
import type { RunFiles } from '../runs/run-files'
import { readRowPlaces, readRunRow } from './run-data'

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
  const line = places && (await readRunRow(data, places, row).catch(() => null))
  const rows = datasets.get(summary.id).data
  const facts = await rows.facts()
  // Runs of earlier versions kept no lines: then the place counts, where the file is the same.
  if (line === null && facts.sha256 === sha256 && row < facts.rows) return { dataset: summary, row }
  const found = line === null ? null : await rows.find(line, row)
  if (found !== null) return { dataset: summary, row: found }
  throw new StudioError({
    code: 'file-changed',
    message: `${name} has changed since this run: its row ${row + 1} is not in it any more as the run read it.`,
    hint: 'Open the dataset to look for it.',
  })
}
