import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Datasets } from '../../../../../electron/core/datasets/datasets'
import { layoutOf } from '../../../../../electron/core/home'
import { runFiles } from '../../../../../electron/core/runs/run-files'
import { openDatasetOf } from '../../../../../electron/core/training/dataset-of-run'
import { writeRunData } from '../../../../../electron/core/training/run-data'
import { rowAt } from '../row-at'
import { temporaryFolder } from '../temporary-folder'

const row = (text: string) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: text },
      { role: 'assistant', content: text },
    ],
  })
/** Also line breaks that are none in JSON Lines. */
const texts = ['Ann', 'Bob\u2028and Eve', 'Dan', 'Kim', 'Lee', 'Sue', 'Tom', 'Zoe', 'Max', 'Pia']

/** A run made from a file of ten rows. `now` is the dataset with the file's row of a place in the run. */
async function made() {
  const folder = await temporaryFolder()
  const layout = layoutOf(join(folder, 'home'))
  await mkdir(layout.datasets, { recursive: true })
  const path = join(folder, 'rows.jsonl')
  const write = (lines: readonly string[]) => writeFile(path, `${lines.map(row).join('\n')}\n`)
  const anew = () => new Datasets({ layout, samples: join(folder, 'samples'), emit: () => undefined, worker: null })
  await write(texts)
  const before = anew()
  const dataset = before.get((await before.openPath(path)).id)
  const files = runFiles(layout.runs, 'r-1')
  const { facts } = await writeRunData(files.data, dataset, { fraction: 0.2, seed: 0 })
  const { sha256 } = facts
  const run = { dataset: { name: 'rows.jsonl', location: path, rows: texts.length, unusableRows: 0, sha256 } }
  return { path, write, files, run, datasets: anew(), now: (place: number | null) => openDatasetOf(run, files, place, anew()) }
}

it('opens the dataset, and every row is where it was while the file is the same', async () => {
  const { run, files, datasets, path } = await made()
  const opened = await openDatasetOf(run, files, null, datasets)
  expect(opened).toMatchObject({ dataset: { name: 'rows.jsonl', rows: 10, sha256: run.dataset.sha256 }, row: null })
  expect(datasets.get(opened.dataset.id).identity.path).toBe(path)
  for (const place of texts.keys()) expect((await openDatasetOf(run, files, place, datasets)).row).toBe(place)
})

it('finds the others where one was edited and waits to be saved', async () => {
  const { run, files, datasets } = await made()
  const { dataset } = await openDatasetOf(run, files, null, datasets)
  await datasets.get(dataset.id).edits.type(await rowAt(datasets.get(dataset.id), 4), row('mended'))
  expect((await openDatasetOf(run, files, 5, datasets)).row).toBe(5)
  await expect(openDatasetOf(run, files, 4, datasets)).rejects.toMatchObject({ failure: { code: 'file-changed' } })
})

it('finds a row by what it says where lines were taken out or put in before it', async () => {
  const { write, now } = await made()
  await write(texts.slice(3))
  expect([(await now(3)).row, (await now(9)).row]).toEqual([0, 6])
  await write(['new', ...texts])
  expect([(await now(1)).row, (await now(9)).row]).toEqual([2, 10])
})

it('takes of rows that say the same the nearest one', async () => {
  const { write, now } = await made()
  await write(['Lee', ...texts.slice(0, 4), 'x', 'Lee', ...texts.slice(5), 'Lee'])
  expect((await now(4)).row).toBe(6)
})

it('says so where a row is not there any more, and the dataset is open all the same', async () => {
  const { write, run, files, datasets } = await made()
  await write(texts.map((text) => (text === 'Lee' ? 'mended' : text)))
  await expect(openDatasetOf(run, files, 4, datasets)).rejects.toMatchObject({
    failure: { code: 'file-changed', message: expect.stringContaining('row 5 is not in it any more') },
  })
  expect(datasets.summaries()).toHaveLength(1)
  expect((await openDatasetOf(run, files, 5, datasets)).row).toBe(5)
})

it('opens the dataset of a run of an earlier version by the place that people are shown', async () => {
  const { files, now } = await made()
  const { dataset: _, ...places } = JSON.parse(await readFile(join(files.data, 'rows.json'), 'utf8'))
  await writeFile(join(files.data, 'rows.json'), JSON.stringify(places))
  expect((await now(2)).row).toBe(2)
  await rm(join(files.data, 'rows.json'))
  expect(await now(2)).toMatchObject({ dataset: { name: 'rows.jsonl' }, row: 2 })
})

it('says so where the file is gone', async () => {
  const { path, now } = await made()
  await rm(path)
  await expect(now(null)).rejects.toMatchObject({ failure: { code: 'not-found', message: expect.stringContaining('rows.jsonl') } })
})
