import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { identifyDataset } from '../../../../electron/core/datasets/dataset-files'
import { OpenDataset } from '../../../../electron/core/datasets/open-dataset'

/** A dataset of these lines, in `rows.jsonl` of a folder. Closed when the test ends. */
export async function opened(folder: string, lines: readonly string[]): Promise<OpenDataset> {
  const dataset = await openedUntilClosed(folder, lines)
  onTestFinished(() => dataset.close())
  return dataset
}

/** The same, for whoever closes it. */
export async function openedUntilClosed(folder: string, lines: readonly string[]): Promise<OpenDataset> {
  const path = join(folder, 'rows.jsonl')
  await writeFile(path, `${lines.join('\n')}\n`)
  const own = { datasets: join(folder, 'datasets'), uploads: join(folder, 'uploads') }
  return OpenDataset.open(await identifyDataset(path, own), null, { changed: () => undefined, lost: () => undefined })
}
