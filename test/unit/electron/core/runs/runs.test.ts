import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { layoutOf } from '../../../../../electron/core/home'
import { Runs } from '../../../../../electron/core/runs/runs'
import { defaultConfig } from '../../../../../electron/core/training/defaults'
import type { Run } from '../../../../../electron/shared/run'
import { temporaryFolder } from '../temporary-folder'

const startedAt = '2026-01-01T00:00:00.000Z'
const running = (step: number) => ({ state: 'running', phase: 'training', step, totalSteps: 9, startedAt }) as const
const finished = { state: 'finished', steps: 9, bestStep: 9, bestLoss: 0.5, finishedAt: startedAt, seconds: 1 } as const

const draft: Omit<Run, 'id' | 'createdAt'> = {
  name: 'a run',
  dataset: { name: 'a.jsonl', location: '~/a.jsonl', rows: 2, sha256: '0' },
  model: { ref: { kind: 'demo' }, name: 'Demo model' },
  config: defaultConfig,
  state: running(0),
  data: null,
  usable: false,
  comparison: null,
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
  expect((await open()).get(id).state).toEqual({ state: 'interrupted', step: 0, bestStep: null })
})

it('leaves nothing of a run that could not be made', async () => {
  const { layout, runs } = await given()
  await rm(layout.runs, { recursive: true })
  await writeFile(layout.runs, '')
  await expect(runs.create(draft)).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
  expect(runs.list()).toEqual([])
})
