import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { layoutOf } from '../../../../../electron/core/home'
import { JobQueue } from '../../../../../electron/core/jobs'
import { Models } from '../../../../../electron/core/models/models'
import { Runs } from '../../../../../electron/core/runs/runs'
import { Sidecar } from '../../../../../electron/core/sidecar/sidecar'
import { bestStepOf, Hardest, harderFirst } from '../../../../../electron/core/training/hardest'
import { writeRunData } from '../../../../../electron/core/training/run-data'
import type { AppEvent } from '../../../../../electron/shared/contract'
import { hardestRows } from '../../../../../electron/shared/hardest'
import { type Run, run } from '../../../../../electron/shared/run'
import { metric, trainingConfig } from '../../../../../electron/shared/training'
import { noModelPlaces } from '../no-model-places'
import { openedUntilClosed } from '../opened-dataset'
import { python } from '../python-script'
import { keptFolder } from '../temporary-folder'

const root = resolve(import.meta.dirname, '../../../../..')
const sidecarFolder = join(root, 'python-sidecar')
const config = trainingConfig.parse({
  iters: 1,
  batch_size: 4,
  max_seq_length: 128,
  lora_parameters: { rank: 2 },
  validation_fraction: 0.2,
})
const names = ['Ann', 'Bob', 'Eve', 'Dan', 'Kim', 'Lee', 'Sue', 'Tom', 'Zoe', 'Max']
/** Rows 0, 2, 4 … of a dataset whose other rows cannot be trained on. */
const lines = names.flatMap((name) => [
  JSON.stringify({
    messages: [
      { role: 'user', content: `${name} sat down. She left.` },
      { role: 'assistant', content: `${name} sat down. ${name} left.` },
    ],
  }),
  'broken',
])
const report: NonNullable<Run['data']> = {
  trainRows: 6,
  validRows: 2,
  cutRows: 0,
  skipped: [],
  skippedTrainRows: 0,
  skippedValidRows: 0,
  tokensPerEpoch: 1,
  learnedTokensPerEpoch: 1,
  longestRow: 1,
  paddingRatio: 1,
  batchesPerEpoch: 1,
  stepsPerEpoch: 1,
  totalSteps: 1,
  trainableParameters: 1,
  parameters: 1,
}

describe('the hardest rows of a run', () => {
  let home: string
  let runs: Runs
  let made: Run
  const events: AppEvent[] = []
  const hardest = async (sidecar = sidecarFolder) =>
    new Hardest({
      runs,
      models: await Models.open(layoutOf(home).models, join(root, 'assets', 'demo-model'), () => {}, noModelPlaces),
      queue: new JobQueue(),
      emit: (event) => events.push(event),
      python: { python, sidecar },
    })

  beforeAll(async () => {
    home = await keptFolder()
    for (const folder of Object.values(layoutOf(home))) await mkdir(folder, { recursive: true })
    runs = await Runs.open(layoutOf(home), () => {})
    const state = { state: 'finished', steps: 1, bestStep: 1, bestLoss: 1, finishedAt: new Date().toISOString(), seconds: 1 }
    const draft = run.omit({ id: true, createdAt: true }).parse({
      name: 'a run',
      dataset: { name: 'rows', location: '', rows: 20, sha256: '' },
      model: { ref: { kind: 'demo' }, name: 'Demo model' },
      config,
      state,
      data: null,
      usable: false,
      comparison: null,
      exports: [],
    })
    made = await runs.create(draft)
    const files = runs.files(made.id)
    const dataset = await openedUntilClosed(home, lines)
    await writeRunData(files.data, dataset, { fraction: config.validation_fraction, seed: config.seed })
    await dataset.close()
    const { sidecar } = await Sidecar.start({ python, sidecar: sidecarFolder, log: null })
    try {
      const checkpoints = join(files.folder, 'checkpoints')
      const model = join(root, 'assets', 'demo-model')
      await sidecar.request('train', { model, data: files.data, adapters: files.adapters, checkpoints, config, resume: false, judge: null })
    } finally {
      await sidecar.stop()
    }
    await runs.update(made.id, {})
  })

  it('are those with the highest loss, by their place in the dataset, token by token', async () => {
    const found = await (await hardest()).measure(made.id, new AbortController().signal)
    expect(found).toMatchObject({ measured: 8, step: 1 })
    const losses = found.rows.map(({ loss }) => loss ?? Number.POSITIVE_INFINITY)
    expect(losses).toEqual([...losses].sort((a, b) => b - a))
    const places = JSON.parse(await readFile(join(runs.files(made.id).data, 'rows.json'), 'utf8'))
    for (const split of ['train', 'valid'] as const) {
      const told = found.rows.filter((row) => row.split === split).map(({ row }) => row)
      expect([...told].sort()).toEqual([...places[split]].sort())
    }
    for (const { row, tokens } of found.rows) {
      const name = names[(row ?? 0) / 2] ?? ''
      expect(tokens.map(({ text }) => text).join('')).toContain(`${name} sat down. ${name} left.`)
    }
    expect(events).toContainEqual(expect.objectContaining({ type: 'job.progress', job: 'hardest', id: made.id, phase: 'inspecting' }))
  })

  it('are kept with the run, and measured anew only for other weights', async () => {
    const file = join(runs.files(made.id).folder, 'hardest.json')
    const kept = hardestRows.parse(JSON.parse(await readFile(file, 'utf8')))
    const withoutPython = await hardest('/nowhere')
    expect(await withoutPython.measure(made.id, new AbortController().signal)).toEqual(kept)
    await writeFile(file, JSON.stringify({ ...kept, step: 0 }))
    expect(await withoutPython.measured(made.id)).toEqual({ ...kept, step: 0 })
    const again = await (await hardest()).measure(made.id, new AbortController().signal)
    expect(again.rows).toEqual(kept.rows)
    await writeFile(file, '{"torn')
    expect(await withoutPython.measured(made.id)).toBeNull()
    expect((await (await hardest()).measure(made.id, new AbortController().signal)).rows).toEqual(kept.rows)
  })

  it('have no place where a run does not know it', async () => {
    const { folder, data } = runs.files(made.id)
    await rm(join(folder, 'hardest.json'))
    await rm(join(data, 'rows.json'))
    const { rows } = await (await hardest()).measure(made.id, new AbortController().signal)
    expect(new Set(rows.map(({ row }) => row))).toEqual(new Set([null]))
  })

  it('are those of one part where the other has no usable row', async () => {
    const { data, hardest: file } = runs.files(made.id)
    await rm(file, { force: true })
    const valid = await readFile(join(data, 'valid.jsonl'))
    await writeFile(join(data, 'valid.jsonl'), '')
    await runs.update(made.id, { data: { ...report, validRows: 0 } })
    const found = await (await hardest()).measure(made.id, new AbortController().signal)
    expect(new Set(found.rows.map(({ split }) => split))).toEqual(new Set(['train']))
    expect(found.measured).toBe(found.rows.length)
    await writeFile(join(data, 'valid.jsonl'), valid)
    await runs.update(made.id, { data: null })
  })

  it('begin with those whose loss is no finite number', () => {
    const losses = [1, null, 3, 0, null, 2]
    expect(losses.map((loss) => ({ loss })).sort(harderFirst)).toEqual([null, null, 3, 2, 1, 0].map((loss) => ({ loss })))
  })

  it('are not measured when it is cancelled, and nothing is kept', async () => {
    const { folder } = runs.files(made.id)
    await rm(join(folder, 'hardest.json'), { force: true })
    const controller = new AbortController()
    const asked = (await hardest()).measure(made.id, controller.signal)
    controller.abort()
    await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    await expect(readFile(join(folder, 'hardest.json'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('need weights to be measured with', async () => {
    const { adapters } = runs.files(made.id)
    await cp(adapters, join(home, 'adapters'), { recursive: true })
    await rm(adapters, { recursive: true })
    await runs.update(made.id, {})
    await expect((await hardest('/nowhere')).measure(made.id, new AbortController().signal)).rejects.toMatchObject({
      failure: { code: 'adapter-missing' },
    })
  })

  it('belong to the best step, as far as it is known', () => {
    const valid = (step: number, best: boolean) =>
      metric.parse({ split: 'valid', step, epoch: 0, loss: 1, score: null, rows: 1, tokens: 1, best, seconds: 0 })
    const state = { state: 'running', phase: 'training', step: 9, totalSteps: 10, startedAt: new Date().toISOString() } as const
    expect(bestStepOf(made, [])).toBe(1)
    expect(bestStepOf({ ...made, state }, [valid(0, true), valid(4, true), valid(8, false)])).toBe(4)
    expect(bestStepOf({ ...made, state }, [valid(8, false)])).toBe(8)
    expect(bestStepOf({ ...made, state }, [])).toBe(0)
  })
})
