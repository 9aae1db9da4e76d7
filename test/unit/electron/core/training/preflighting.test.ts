import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Models } from '../../../../../electron/core/models/models'
import { Sidecar } from '../../../../../electron/core/sidecar/sidecar'
import { Preflighting } from '../../../../../electron/core/training/preflighting'
import { writeRunData } from '../../../../../electron/core/training/run-data'
import type { AppEvent } from '../../../../../electron/shared/contract'
import { preflight } from '../../../../../electron/shared/preflight'
import type { SidecarNotification } from '../../../../../electron/shared/protocol'
import { type TrainingConfigInput, trainingConfig } from '../../../../../electron/shared/training'
import { noModelPlaces } from '../no-model-places'
import { opened } from '../opened-dataset'
import { python } from '../python-script'
import { rowAt } from '../row-at'
import { temporaryFolder } from '../temporary-folder'

const root = resolve(import.meta.dirname, '../../../../..')
const chat = (text: string, answer = text) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: text },
      { role: 'assistant', content: answer },
    ],
  })
const words = (count: number) => Array.from({ length: count }, (_, place) => ['Ann', 'left', 'the', 'house'][place % 4]).join(' ')

/** Twenty rows of mixed lengths; row 3 is broken, row 5 is very long. */
const lines = Array.from({ length: 20 }, (_, row) =>
  row === 3 ? 'broken' : row === 5 ? chat(words(300)) : chat(`${words(3 + row)} ${row}.`),
)

async function given(content: readonly string[], sidecar = join(root, 'python-sidecar')) {
  const folder = await temporaryFolder()
  const dataset = await opened(folder, content)
  const events: AppEvent[] = []
  const models = await Models.open(folder, join(root, 'assets', 'demo-model'), () => {}, noModelPlaces)
  const preflighting = new Preflighting({
    models,
    python: { python, sidecar },
    emit: (event) => events.push(event),
    machine: { bytes: 8e9, gpu: false },
  })
  const ask = (config: TrainingConfigInput, signal = new AbortController().signal, requestId = 'p-1') =>
    preflighting.preflight({ dataset, model: { kind: 'demo' }, config: trainingConfig.parse(config) }, requestId, signal)
  return { dataset, events, preflighting, ask }
}

describe('a preflight, with the real sidecar and the demo model', () => {
  it('says what a run would be, and answers other settings without measuring again', async () => {
    const { dataset, events, ask } = await given(lines)
    const settings = { max_seq_length: 256, batch_size: 4, epochs: 2, mask_prompt: true }
    const found = await ask(settings)
    expect(preflight.parse(found)).toEqual(found)
    const { places } = await writeRunData(await temporaryFolder(), dataset, { fraction: 0.1, seed: 0 })
    const { train, valid, test } = places
    expect(found).toMatchObject({ rows: 19, trainRows: train.length, validRows: valid.length, testRows: test.length })
    expect(found.cut).toMatchObject({ rows: 1, examples: [{ row: 5, tokens: found.tokens.max, cut: found.tokens.max - 256 }] })
    expect(found.cut.examples[0]?.lost).toContain('house')
    expect(found.refused.rows).toBe(0)
    expect(found.tokens.p50).toBeLessThan(found.tokens.p95)
    expect(found.memory).toMatchObject({ verdict: 'fits', remedies: [], machine: 8e9 })
    // Of the long row only the question fits, so nothing of it is learned.
    expect(found.empty).toEqual({ rows: 1, examples: [5] })
    const trained = train.filter((place) => place !== 5).length
    expect(found.steps).toMatchObject({ batchesPerEpoch: Math.ceil(trained / 4), epochs: 2 })
    expect(events.map(({ type }) => type)).toContain('job.progress')
    expect(new Set(events.map((event) => (event.type === 'job.progress' ? `${event.id} ${event.job}` : event.type)))).toEqual(
      new Set(['p-1 preflight']),
    )
    // Rows are counted, or nothing is.
    expect(new Set(events.map((event) => (event.type === 'job.progress' ? event.total : null)))).toEqual(new Set([0, 19]))
    const told = events.length
    const again = await ask({ ...settings, batch_size: 1, epochs: 1, seed: 3, optimizer: 'sgd' })
    // Other rows are trained on; the rows are as long as they were.
    expect({ ...again.tokens, total: 0, learned: 0 }).toEqual({ ...found.tokens, total: 0, learned: 0 })
    expect(again.steps.batchesPerEpoch).toBeGreaterThan(found.steps.batchesPerEpoch)
    expect(events).toHaveLength(told)
    expect((await dataset.bench.row(await rowAt(dataset, 5))).row.problems.map(({ code }) => code)).toContain('answer-cut')
    await dataset.edits.type(await rowAt(dataset, 5), chat('Ann left.'))
    expect(await ask(settings)).toMatchObject({ rows: 19, cut: { rows: 0 }, empty: { rows: 0 } })
    expect(events.length).toBeGreaterThan(told)
  })

  it('foretells what the run itself then reports', async () => {
    const { dataset, ask } = await given(lines)
    const settings = trainingConfig.parse({ iters: 7, batch_size: 3, grad_accumulation_steps: 2, max_seq_length: 256, steps_per_eval: 2 })
    const { steps, memory, cut, empty } = await ask(settings)
    const folder = await temporaryFolder()
    await writeRunData(folder, dataset, { fraction: settings.validation_fraction, seed: settings.seed })
    const { sidecar } = await Sidecar.start({ python, sidecar: join(root, 'python-sidecar'), log: null })
    const told: SidecarNotification[] = []
    try {
      const places = {
        model: join(root, 'assets', 'demo-model'),
        data: folder,
        adapters: join(folder, 'a'),
        checkpoints: join(folder, 'c'),
      }
      const onNotification = (notification: SidecarNotification) => told.push(notification)
      await sidecar.request('train', { ...places, config: settings, resume: false, judge: null }, { onNotification })
    } finally {
      await sidecar.stop()
    }
    const report = told.flatMap(({ method, params }) => (method === 'data' ? params.report : []))[0]
    expect(report).toMatchObject({
      batchesPerEpoch: steps.batchesPerEpoch,
      stepsPerEpoch: steps.updatesPerEpoch,
      totalSteps: steps.updates,
      trainableParameters: memory.trainable / 4,
    })
    expect(report?.skipped.length).toBeLessThanOrEqual(empty.rows)
    expect(report?.cutRows).toBeLessThanOrEqual(cut.rows)
    const metrics = told.flatMap(({ method, params }) => (method === 'metric' ? params.metric : []))
    expect(metrics.filter(({ split }) => split === 'valid')).toHaveLength(steps.validations)
    const peak = Math.max(...metrics.map((point) => (point.split === 'train' ? point.peakMemoryBytes : 0)))
    const arrays = memory.total - memory.python
    expect(arrays / peak).toBeGreaterThan(1 / 1.5)
    expect(arrays / peak).toBeLessThan(1.5)
    const footprint = Math.max(...metrics.map((point) => (point.split === 'train' ? point.footprintBytes : 0)))
    expect(footprint).toBeGreaterThan(memory.python / 1.5)
    expect(footprint).toBeLessThan(1.1 * (memory.total + memory.reuse))
  })

  it('measures texts and completions too', async () => {
    const texts = await given([1, 2, 3, 4].map((count) => JSON.stringify({ text: words(count) })))
    const whole = await texts.ask({ mask_prompt: false })
    // All but the first token of each row.
    expect(whole.tokens.learned).toBe(whole.tokens.total - whole.trainRows)
    const completions = await given([1, 2, 3, 4].map((count) => JSON.stringify({ prompt: words(count), completion: 'Ann' })))
    const { tokens } = await completions.ask({ mask_prompt: true })
    expect(tokens.learned).toBeLessThan(tokens.total / 2)
  })

  it.each([
    [
      'learning only the answers of texts',
      { mask_prompt: true },
      [JSON.stringify({ text: 'a' }), JSON.stringify({ text: 'b' })],
      'bad-input',
    ],
    ['more blocks than there are', { num_layers: 5 }, lines, 'bad-input'],
    ['rows that all say the same', {}, [chat('a'), chat('a')], 'dataset-unusable'],
    ['no row at all', {}, ['broken'], 'dataset-unusable'],
  ])('refuses %s before Python is started', async (_, config, content, code) => {
    const { ask, events } = await given(content, '/nowhere')
    await expect(ask(config)).rejects.toMatchObject({ failure: { code } })
    expect(events).toEqual([])
  })

  it('ends at once when it is cancelled, and is whole when it is asked again', async () => {
    const { ask } = await given(lines)
    const controller = new AbortController()
    const asked = ask({}, controller.signal)
    controller.abort()
    await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    expect(await ask({})).toMatchObject({ rows: 19 })
  })
})
