import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { TrainingConfigInput } from '../../electron/shared/training'
import { temporaryFolder } from '../unit/electron/core/temporary-folder'
import { assets, continued, failureOf, openStudio, request, sampleRows, trained } from './studio'

/** Rows whose answer begins beyond what a row may have of tokens, and some that are right. */
async function rowsTooLong(path: string, right: number): Promise<string> {
  const question = 'Anna sat down and looked at the river. '
  const rows = Array.from({ length: 12 }, (_, row) =>
    chat(row < right ? `Anna ${row} sat. She left.` : `${row} ${question.repeat(60)}`, `Anna ${row} left.`),
  )
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  return path
}

const chat = (user: string, assistant: string) => ({
  messages: [
    { role: 'user', content: user },
    { role: 'assistant', content: assistant },
  ],
})

it('says that there is nothing to learn where every answer is cut off, and makes no adapter', async () => {
  const home = await temporaryFolder()
  const studio = await openStudio(home)
  const run = await trained(studio, await rowsTooLong(join(home, 'rows.jsonl'), 0))
  expect(run).toMatchObject({ usable: false, state: { state: 'failed', failure: { code: 'dataset-unusable' } } })
  expect(run.state).toMatchObject({ failure: { message: expect.stringMatching(/\S.*\.$/), hint: expect.stringMatching(/\S/) } })
})

it('names the rows that were left out where some answers are cut off', async () => {
  const home = await temporaryFolder()
  const studio = await openStudio(home)
  const run = await trained(studio, await rowsTooLong(join(home, 'rows.jsonl'), 10), { iters: 4 })
  expect(run.state.state).toBe('finished')
  // Where the split puts a long row into the test part, the run does not meet it.
  const places = run.data?.skipped.map(({ place }) => place) ?? []
  expect(places.length).toBeGreaterThan(0)
  expect([10, 11]).toEqual(expect.arrayContaining(places))
  expect(run.data?.skipped.every(({ reason }) => /\S/.test(reason))).toBe(true)
})

it('refuses plain text that is to be learned from the answer only', async () => {
  const home = await temporaryFolder()
  const studio = await openStudio(home)
  const path = join(home, 'rows.jsonl')
  await writeFile(path, ['one', 'two', 'three'].map((text) => `${JSON.stringify({ text })}\n`).join(''))
  expect(await failureOf(request(studio, path).then((asked) => studio.services.training.start(asked)))).toMatchObject({ code: 'bad-input' })
  expect(studio.services.runs.list()).toEqual([])
})

/** The rate grows tenfold with each update: some good steps come first. */
const growing: TrainingConfigInput = {
  iters: 30,
  lr_schedule: { name: 'exponential_decay', arguments: [1e-3, 10] },
  clip_norm: null,
  save_every: 2,
}

it('names where a run diverged and on which rows, keeps the last good checkpoint, and goes on from it at half the rate', async () => {
  const home = await temporaryFolder()
  const studio = await openStudio(home)
  const run = await trained(studio, await sampleRows(join(home, 'rows.jsonl')), growing)
  expect(run).toMatchObject({
    usable: true,
    state: { state: 'diverged', message: expect.stringMatching(/at step \d+, on rows? [\d, ]+ of the dataset\..*those of step \d+ again/) },
  })
  const kept = run.checkpoint?.step ?? 0
  const { last, checkpoints } = studio.services.runs.files(run.id)
  const newest = join(checkpoints, String(kept).padStart(8, '0'), 'adapters.safetensors')
  expect(await readFile(join(last, 'adapters.safetensors'))).toEqual(await readFile(newest))
  const again = await continued(studio, run.id)
  expect(again.notes.map(({ message }) => message)).toEqual(
    expect.arrayContaining([expect.stringContaining('half the rate'), expect.stringMatching(/went back to step \d+/)]),
  )
})

it('is refused in words where the model is damaged since, and goes on when it is whole again', async () => {
  const home = await temporaryFolder()
  const folder = join(home, 'model')
  await cp(join(assets, 'demo-model'), folder, { recursive: true })
  const studio = await openStudio(home)
  const { ref } = await studio.services.models.addFolder(folder)
  const path = await sampleRows(join(home, 'rows.jsonl'))
  const { training, runs } = studio.services
  const { id } = await training.start(await request(studio, path, { iters: 400 }, { model: ref }))
  await expect.poll(() => runs.get(id).checkpoint?.step ?? 0, { interval: 5, timeout: 30_000 }).toBeGreaterThan(0)
  training.pause(id)
  await training.ended(id)
  const weights = join(folder, 'model.safetensors')
  const sound = await readFile(weights)
  await writeFile(weights, sound.subarray(0, sound.length / 2))
  await expect(training.continue(id)).rejects.toMatchObject({
    failure: { code: 'model-invalid', message: expect.stringContaining('damaged') },
  })
  expect(runs.get(id).state).toMatchObject({ state: 'paused' })
  await writeFile(weights, sound)
  await training.continue(id)
  await expect
    .poll(() => runs.get(id).state.state === 'running' && runs.get(id).state, { timeout: 30_000 })
    .toMatchObject({ phase: 'training' })
  training.pause(id)
  expect((await training.ended(id)).state).toMatchObject({ state: 'paused' })
})
