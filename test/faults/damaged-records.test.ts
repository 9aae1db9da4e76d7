import { appendFile, readdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { rowAt } from '../unit/electron/core/row-at'
import { temporaryFolder } from '../unit/electron/core/temporary-folder'
import { openStudio, sampleRows, trained } from './studio'

/** What happens to a file on a disk that fails. */
const damages = {
  'cut short': async (path: string) => truncate(path, Math.floor((await readFile(path)).length * 0.6)),
  emptied: (path: string) => truncate(path, 0),
  'with a bit flipped': async (path: string) => {
    const bytes = await readFile(path)
    // The colon of a key, so that no reader can take it for what it was.
    const colon = bytes.indexOf(':', Math.floor(bytes.length / 3))
    bytes.writeUInt8(bytes.readUInt8(colon) ^ 0x04, colon)
    await writeFile(path, bytes)
  },
  'full of zeros': async (path: string) => writeFile(path, Buffer.alloc((await readFile(path)).length)),
} as const satisfies Record<string, (path: string) => Promise<void>>
const damageNames = Object.keys(damages) as (keyof typeof damages)[]

/** Two finished runs. */
async function twoRuns() {
  const home = await temporaryFolder()
  const data = await sampleRows(join(home, 'rows.jsonl'))
  const studio = await openStudio(home)
  const runs = [await trained(studio, data, { iters: 2 }), await trained(studio, data, { iters: 2 })] as const
  await studio.close()
  return { home, runs }
}

it('opens with every other run when a record is damaged, leaves that run’s folder as it is, and says which it is', async () => {
  const { home, runs } = await twoRuns()
  const [hurt, whole] = runs
  const record = join(home, 'runs', hurt.id, 'run.json')
  const sound = await readFile(record)
  for (const name of damageNames) {
    await writeFile(record, sound)
    await damages[name](record)
    const damaged = await readFile(record)
    const studio = await openStudio(home)
    expect(studio.services.runs.list(), name).toEqual([whole])
    expect(studio.services.runs.unreadable, name).toEqual([hurt.id])
    await studio.close()
    expect(await readFile(record)).toEqual(damaged)
  }
  await writeFile(record, sound)
  const studio = await openStudio(home)
  expect(studio.services.runs.list()).toHaveLength(2)
  expect(studio.services.runs.unreadable).toEqual([])
})

it.each(damageNames)('shows the figures that are whole of a curve that is %s, and goes on', async (name) => {
  const home = await temporaryFolder()
  const data = await sampleRows(join(home, 'rows.jsonl'))
  const studio = await openStudio(home)
  const run = await trained(studio, data, { iters: 4 })
  const before = await studio.services.runs.metrics(run.id)
  await damages[name](studio.services.runs.files(run.id).metrics)
  const after = await studio.services.runs.metrics(run.id)
  expect(after.length).toBeLessThan(before.length)
  expect(before).toEqual(expect.arrayContaining(after))
  await studio.close()
  const reopened = await openStudio(home)
  expect(reopened.services.runs.get(run.id)).toEqual(run)
})

it('finds every whole edit of a journal that is torn, and keeps the rest of one that is damaged', async () => {
  const home = await temporaryFolder()
  const path = await sampleRows(join(home, 'rows.jsonl'))
  const texts = ['one', 'two', 'three'].map((answer) => JSON.stringify({ text: answer }))
  const studio = await openStudio(home)
  const { id } = await studio.services.datasets.openPath(path)
  const dataset = studio.services.datasets.get(id)
  for (const [place, text] of texts.entries()) await dataset.edits.type(await rowAt(dataset, place), text)
  await studio.close()
  const journal = join(home, 'datasets', id, 'journal.jsonl')
  const sound = await readFile(journal, 'utf8')
  const found = async () => {
    const later = await openStudio(home)
    const dataset = later.services.datasets.get((await later.services.datasets.openPath(path)).id)
    const rows = await Promise.all(texts.map(async (text, place) => (await dataset.bench.row(await rowAt(dataset, place))).raw === text))
    await later.close()
    return rows
  }
  await appendFile(journal, '{"type":"text","row":4,"raw":"{')
  expect(await found()).toEqual([true, true, true])
  await writeFile(journal, sound.slice(0, -8))
  expect(await found()).toEqual([true, true, false])
  // A line in the middle: the edit in it is lost to the app, so the journal is kept for a person to look into.
  const damaged = sound.replace('{"type":"text","row":1', '{"typf":"text","row":1')
  await writeFile(journal, damaged)
  expect(await found()).toEqual([true, false, true])
  const aside = (await readdir(join(home, 'datasets', id))).filter((name) => name !== 'journal.jsonl')
  expect(await Promise.all(aside.map((name) => readFile(join(home, 'datasets', id, name), 'utf8')))).toContain(damaged)
  expect(await found()).toEqual([true, false, true])
})

it.each(damageNames)('opens when the list of models is %s, with the demo model', async (name) => {
  const home = await temporaryFolder()
  const studio = await openStudio(home)
  await studio.services.models.addFolder(join(import.meta.dirname, '../../assets/demo-model'))
  await studio.close()
  await damages[name](join(home, 'models', 'models.json'))
  const later = await openStudio(home)
  expect((await later.services.models.list())[0]).toMatchObject({ ref: { kind: 'demo' } })
})
