import { access, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { layoutOf } from '../../../../../electron/core/home'
import { Runs } from '../../../../../electron/core/runs/runs'
import { defaultConfig } from '../../../../../electron/core/training/defaults'
import type { Run } from '../../../../../electron/shared/run'
import { temporaryFolder } from '../temporary-folder'

const startedAt = '2026-01-01T00:00:00.000Z'
const running = (step: number) => ({ state: 'running', phase: 'training', step, totalSteps: 9, startedAt }) as const
const finished = { state: 'finished', steps: 9, bestStep: 9, bestLoss: 0.5, finishedAt: startedAt, seconds: 1, early: false } as const

const draft: Omit<Run, 'id' | 'createdAt'> = {
  name: 'a run',
  dataset: { name: 'a.jsonl', location: '~/a.jsonl', rows: 2, unusableRows: 0, sha256: '0' },
  model: { ref: { kind: 'demo' }, name: 'Demo model' },
  config: defaultConfig,
  state: running(0),
  data: null,
  usable: false,
  comparison: null,
  checkpoint: null,
  probe: null,
  notes: [],
  continueAutomatically: false,
  interruptions: [],
  workers: 1,
  exports: [],
}

async function given() {
  const layout = layoutOf(await temporaryFolder())
  for (const folder of Object.values(layout)) await mkdir(folder, { recursive: true })
  const open = () => Runs.open(layout, () => undefined)
  return { layout, open, runs: await open() }
}

it('keeps all changes that come at once, and what is shown meanwhile', async () => {
  const { open, runs } = await given()
  const { id } = await runs.create(draft)
  const renamed = runs.update(id, { name: 'another name' })
  runs.show(id, running(5))
  await renamed
  expect(runs.get(id)).toMatchObject({ name: 'another name', state: { step: 5 } })
  await Promise.all([runs.update(id, { name: 'a third name' }), runs.update(id, { state: finished })])
  expect(runs.get(id)).toMatchObject({ name: 'a third name', state: { state: 'finished' } })
  expect((await open()).get(id)).toEqual(runs.get(id))
})

it.each(['n'.repeat(500), '😀'.repeat(100)])('finds a run again whose name was too long', async (name) => {
  const { open, runs } = await given()
  const { id } = await runs.create({ ...draft, state: finished, name })
  const found = (await open()).get(id)
  expect(found.name.length).toBeLessThanOrEqual(120)
  expect(name.startsWith(found.name.slice(0, -1))).toBe(true)
})

it('opens a run with a score of an earlier version, which counted less, without it', async () => {
  const { open, runs } = await given()
  const { id } = await runs.create({ ...draft, state: finished })
  const { record } = runs.files(id)
  const kept = JSON.parse(await readFile(record, 'utf8'))
  const card = { texts: 1, mentions: 1, correct: 1 }
  await writeFile(record, JSON.stringify({ ...kept, comparison: { data: 'held-out rows', weights: 'best', base: card, tuned: card } }))
  const found = await open()
  expect(found.get(id)).toMatchObject({ name: 'a run', comparison: null })
  expect(found.unreadable).toEqual([])
})

it('goes on after a change that could not be written', async () => {
  const { layout, runs } = await given()
  const { id } = await runs.create(draft)
  const { folder, record } = runs.files(id)
  const kept = await readFile(record)
  await runs.remove((await runs.update(id, { state: finished })).id)
  await expect(runs.update(id, { name: 'gone' })).rejects.toMatchObject({ failure: { code: 'not-found' } })
  const other = await runs.create(draft)
  expect(await runs.update(other.id, { name: 'here' })).toMatchObject({ name: 'here' })
  await mkdir(folder)
  await writeFile(record, kept)
  expect((await Runs.open(layout, () => undefined)).get(id)).toMatchObject({ state: { state: 'interrupted' } })
})

it('shows a run as interrupted even where that cannot be written down', async () => {
  const { runs, open } = await given()
  const { id } = await runs.create(draft)
  const { record, metrics } = runs.files(id)
  // A folder in the place of the figures cannot be read, whoever asks.
  await mkdir(join(metrics, 'inside'), { recursive: true })
  expect(await readFile(record, 'utf8')).toContain('running')
  expect((await open()).get(id).state).toEqual({ state: 'interrupted', step: 0, bestStep: null, failure: null })
})

it('leaves nothing of a run that could not be made', async () => {
  const { layout, runs } = await given()
  await rm(layout.runs, { recursive: true })
  await writeFile(layout.runs, '')
  await expect(runs.create(draft)).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
  expect(runs.list()).toEqual([])
})

it('has the weights of its checkpoint while it runs, and says in words which are missing', async () => {
  const { runs } = await given()
  const { id } = await runs.create(draft)
  const files = runs.files(id)
  await mkdir(files.last, { recursive: true })
  await writeFile(join(files.last, 'adapters.safetensors'), '')
  expect(await runs.adapter(id, 'last')).toBe(files.last)
  await expect(runs.adapter(id, 'best')).rejects.toMatchObject({
    failure: { code: 'adapter-missing', message: expect.stringContaining('nothing learned') },
  })
})

it('finds the checkpoint of a run that the app left behind, however old its record is', async () => {
  const { open, runs } = await given()
  const { id } = await runs.create(draft)
  const folder = join(runs.files(id).checkpoints, '00000040')
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'state.json'), '{}')
  const found = (await open()).get(id)
  expect(found).toMatchObject({ state: { state: 'interrupted', step: 40 }, checkpoint: { step: 40 } })
})

it('keeps notes in order, and none twice in a row', async () => {
  const { open, runs } = await given()
  const { id } = await runs.create({ ...draft, state: finished })
  await Promise.all(['one', 'two', 'two', 'one'].map((message) => runs.note(id, message)))
  expect((await open()).get(id).notes.map(({ message }) => message)).toEqual(['one', 'two', 'one'])
})

it('writes the record last, and leaves nothing where what comes before it fails', async () => {
  const { layout, runs } = await given()
  const { id } = await runs.create(draft, async ({ record, prompt }) => {
    await expect(access(record)).rejects.toThrow('ENOENT')
    expect(runs.list()).toEqual([])
    await writeFile(prompt, '{}')
  })
  expect(await readFile(runs.files(id).prompt, 'utf8')).toBe('{}')
  const full = new Error('full')
  await expect(runs.create(draft, () => Promise.reject(full))).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
  expect(await readdir(layout.runs)).toEqual([id])
})

it.each([
  [null, 'cleared away'],
  ['checkpoints', 'kept'],
  ['adapters', 'kept'],
  ['metrics.jsonl', 'kept'],
  ['config.yml', 'kept'],
  ['mine.txt', 'kept'],
])('has what a killed start left, with %s beside it, %s', async (beside, what) => {
  const { layout, open } = await given()
  const id = 'r-2026-01-02-0a1b2c3d'
  const folder = join(layout.runs, id)
  await mkdir(join(folder, 'data'), { recursive: true })
  for (const name of ['prompt.json', 'hosts.json', '.antecedent-0123456789ab.tmp']) await writeFile(join(folder, name), '{"id"')
  if (beside !== null) await mkdir(join(folder, beside))
  const { unreadable } = await open()
  expect([unreadable, await readdir(layout.runs)]).toEqual(what === 'kept' ? [[id], [id]] : [[], []])
})

it('leaves a folder that only begins like a run’s as it is', async () => {
  const { layout, open } = await given()
  await mkdir(join(layout.runs, 'r-of-a-person'))
  expect((await open()).unreadable).toEqual(['r-of-a-person'])
  expect(await readdir(layout.runs)).toEqual(['r-of-a-person'])
})

it('restores a removed run from the home’s trash, until that is emptied', async () => {
  const { open, runs } = await given()
  const [first, second] = [await runs.create({ ...draft, state: finished }), await runs.create({ ...draft, state: finished })]
  await runs.remove(first.id)
  await runs.remove(second.id)
  const trashed = { id: first.id, name: 'a run', removedAt: expect.any(String), folder: expect.stringContaining(first.id) }
  expect(await runs.trashed()).toContainEqual(trashed)
  expect(await runs.restore(first.id)).toEqual(first)
  expect((await open()).list()).toEqual([first])
  expect((await runs.emptyTrash()).map(({ id }) => id)).toEqual([second.id])
  expect(await runs.trashed()).toEqual([])
  await expect(runs.restore(second.id)).rejects.toMatchObject({ failure: { code: 'not-found' } })
})

it('hands removed runs to the system’s trash where there is one, and keeps them where that fails', async () => {
  const { layout } = await given()
  const taken: string[] = []
  let full = false
  const trash = async (path: string) => {
    if (full) throw new Error('no trash on this volume')
    taken.push(path)
    await rm(path, { recursive: true })
  }
  const runs = await Runs.open(layout, () => undefined, trash)
  await runs.remove((await runs.create({ ...draft, state: finished })).id)
  expect([taken.length, await readdir(layout.trash)]).toEqual([1, []])
  full = true
  await runs.remove((await runs.create({ ...draft, state: finished })).id)
  expect([runs.list(), await readdir(layout.trash)]).toEqual([[], [expect.any(String)]])
})

it('makes and removes runs when their folder and the trash were taken out of the home', async () => {
  const { layout, runs } = await given()
  await rm(layout.runs, { recursive: true })
  await rm(layout.trash, { recursive: true })
  const { id } = await runs.create({ ...draft, state: finished })
  await runs.remove(id)
  expect(await readdir(layout.trash)).toHaveLength(1)
  const other = await runs.create({ ...draft, state: finished })
  await rm(layout.root, { recursive: true })
  await expect(runs.remove(other.id)).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
  await expect(access(layout.root)).rejects.toThrow('ENOENT')
})
