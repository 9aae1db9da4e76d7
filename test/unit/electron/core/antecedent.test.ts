import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerCall } from '../../../../electron/core/answer-call'
import { type OpenAntecedent, openAntecedent } from '../../../../electron/core/antecedent'
import { headlessShell } from '../../../../electron/core/options'
import type { AppEvent, Channel, Input, Output } from '../../../../electron/shared/contract'
import type { ModelRef } from '../../../../electron/shared/model'
import type { Run } from '../../../../electron/shared/run'
import { cardOf } from '../../../../electron/shared/scorecard'
import { noHub, noModelPlaces } from './no-model-places'
import { keptFolder } from './temporary-folder'

const root = resolve(import.meta.dirname, '../../../..')
const python = join(root, '.venv', 'bin', 'python')

/** A few updates on a few rows: enough to see every part move. */
const short = {
  iters: 6,
  batch_size: 8,
  steps_per_eval: 3,
  steps_per_report: 1,
  learning_rate: 1e-3,
  max_seq_length: 256,
  lora_parameters: { rank: 4, scale: 4 },
}

describe('the app, with the real sidecar and the demo model', () => {
  let home: string
  let studio: OpenAntecedent
  const heard: AppEvent[] = []

  const open = async () => {
    studio = await openAntecedent({
      home,
      assets: join(root, 'assets'),
      python,
      sidecar: join(root, 'python-sidecar'),
      datasetWorker: null,
      modelPlaces: noModelPlaces,
      hub: noHub,
      version: '0.0.0',
      shell: headlessShell,
    })
    studio.subscribe((events) => heard.push(...events))
  }

  async function call<C extends Channel>(channel: C, input: Input<C>): Promise<Output<C>> {
    const answer = await answerCall(studio.handlers, channel, input, (error) => {
      throw error
    })
    if (!answer.ok) throw Object.assign(new Error(answer.failure.message), { failure: answer.failure })
    return answer.value as Output<C>
  }

  async function openRows(count: number): Promise<string> {
    const lines = (await readFile(join(root, 'assets', 'samples', 'coreference-train.jsonl'), 'utf8')).split('\n').slice(0, count)
    const path = join(home, `${count}-rows.jsonl`)
    await writeFile(path, `${lines.join('\n')}\n`)
    const { handle } = await call('file.locate', { path, purpose: 'dataset' })
    return (await call('dataset.open', { from: 'file', handle })).id
  }

  const trained = async (rows: number, config: Input<'run.start'>['config'] = short, name = ''): Promise<Run> => {
    const datasetId = await openRows(rows)
    const { id } = await call('run.start', { datasetId, model: { kind: 'demo' }, config, name })
    return studio.services.training.ended(id)
  }

  beforeAll(async () => {
    home = await keptFolder()
    await open()
  })
  afterAll(() => studio.close())

  let run: Run

  it('trains a run whose curves, data and settings are on disk', async () => {
    run = await trained(60)
    expect(run).toMatchObject({ usable: true, state: { state: 'finished', steps: 6 } })
    expect(run.data).toMatchObject({ trainRows: 48, validRows: 6, skipped: [], cutRows: 0, totalSteps: 6 })
    const metrics = await call('run.metrics', { runId: run.id })
    expect(metrics.filter(({ split }) => split === 'valid').map(({ step }) => step)).toEqual([0, 3, 6])
    // Points come at most ten a second; the last update is always one.
    expect(metrics.findLast(({ split }) => split === 'train')).toMatchObject({ step: 6, epoch: 1 })
    const folder = join(home, 'runs', run.id)
    // A log is there only where Python wrote something.
    const names = (await readdir(folder)).filter((name) => name !== 'log.txt')
    expect(names.sort()).toEqual(['adapters', 'checkpoints', 'config.yml', 'data', 'metrics.jsonl', 'prompt.json', 'run.json'])
    expect((await readdir(join(folder, 'adapters'))).sort()).toEqual(['best', 'last'])
  })

  it('told the window about it as it went', async () => {
    studio.flushEvents()
    const told = heard.flatMap((event) => (event.type === 'run.metric' ? [event.metric] : []))
    expect(told).toEqual(await call('run.metrics', { runId: run.id }))
    const phases = heard.flatMap((event) =>
      event.type === 'run.changed' && event.run.state.state === 'running' ? [event.run.state.phase] : [],
    )
    expect(phases[0]).toBe('queued')
    expect(phases).toEqual(expect.arrayContaining(['training', 'validating']))
    expect(heard.findLast((event) => event.type === 'run.changed')).toMatchObject({ run: { state: { state: 'finished' } } })
  })

  it('answers a text with the base model and with what was learned, streaming', async () => {
    const text = 'Anna met the team. She thanked them.'
    const { rewrites } = await call('text.resolve', {
      requestId: 'q-1',
      text,
      by: { kind: 'run', runId: run.id },
      sides: ['base', 'tuned'],
    })
    studio.flushEvents()
    for (const rewrite of rewrites) {
      const streamed = heard.flatMap((event) =>
        event.type === 'resolve.delta' && event.requestId === 'q-1' && event.side === rewrite.side ? [event.text] : [],
      )
      expect(streamed.join('').trim()).toBe(rewrite.output)
      expect(rewrite.figures.generationTokens).toBeGreaterThan(0)
    }
    expect(rewrites.map(({ side }) => side)).toEqual(['base', 'tuned'])
    const alone = await call('text.resolve', { requestId: 'q-2', text, by: { kind: 'model', model: { kind: 'demo' } }, sides: ['base'] })
    expect(alone.rewrites[0]?.figures.promptTokens).toBeGreaterThan(0)
  })

  it('scores base against tuned on the held-out rows and keeps the card', async () => {
    const comparison = await call('run.evaluate', { runId: run.id })
    expect(comparison.systems.map(({ system, card }) => [system, card.texts])).toEqual(
      ['base', 'best', 'copy', 'nearest'].map((system) => [system, 6]),
    )
    expect(cardOf(comparison, 'copy')?.f1).toBe(0)
    expect((await call('app.snapshot', {})).runs[0]).toMatchObject({ id: run.id, comparison })
    studio.flushEvents()
    const told = heard.filter((event) => 'id' in event && event.id === run.id).map(({ type }) => type)
    expect([told.at(0), told.at(-1)]).toEqual(['job.progress', 'job.ended'])
    expect((await call('app.snapshot', {})).jobs).toEqual([])
  })

  it('is scored on a benchmark by the names that its pronouns became, put as its own rows are', async () => {
    const text = 'Anna met the team of Eva. She thanked them.'
    const span = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length })
    const example = {
      id: 't-1',
      text,
      pronoun: span('She'),
      gender: 'feminine' as const,
      a: { ...span('Anna'), text: 'Anna', isAntecedent: true },
      b: { ...span('Eva'), text: 'Eva', isAntecedent: false },
    }
    const { evaluating } = studio.services
    const signal = new AbortController().signal
    const gap = await evaluating.benchmark(run.id, { kind: 'gap', name: 'gap.tsv', examples: [example] }, signal)
    expect(gap).toMatchObject({
      kind: 'gap',
      evaluation: { result: { data: 'gap.tsv' }, examples: [{ outputs: [{ system: 'base' }, {}, {}, {}] }] },
    })
    const rows = [{ source: 'Anna left.\nWhy did she?', gold: 'Anna left.\nWhy did Anna?' }]
    const cast = await evaluating.benchmark(run.id, { kind: 'rewriting', name: 'topics.json', rows }, signal)
    expect(cast).toMatchObject({
      kind: 'rewriting',
      evaluation: { comparison: { data: 'topics.json' }, examples: [{ mentions: [{ text: 'she' }] }] },
    })
    // The record tells of the held-out part alone, and its card stays.
    expect((await call('app.snapshot', {})).runs.find(({ id }) => id === run.id)?.comparison?.data).toBe('held-out rows')
  })

  it('exports a fused model that answers as the adapter does, and never overwrites', async () => {
    const { handle } = await call('file.locate', { path: home, purpose: 'export' })
    const result = await call('run.export', { runId: run.id, format: 'mlx', handle, folderName: 'fused' })
    expect(result.certificate).toMatchObject({ rows: 6, same: 6 })
    expect(result.files.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['README.md', 'config.json', 'model.safetensors', 'tokenizer.json', 'chat_template.jinja']),
    )
    await expect(call('run.export', { runId: run.id, format: 'mlx', handle, folderName: 'fused' })).rejects.toMatchObject({
      failure: { code: 'file-not-written' },
    })
    const adapter = await call('run.export', { runId: run.id, format: 'adapter', handle, folderName: 'adapter' })
    expect(adapter.files.map(({ name }) => name)).toEqual(['README.md', 'adapter_config.json', 'adapters.safetensors', 'antecedent.json'])
    expect((await readdir(home)).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  it('keeps what was learned when it is stopped', async () => {
    const datasetId = await openRows(61)
    const { id } = await call('run.start', {
      datasetId,
      model: { kind: 'demo' },
      config: { ...short, iters: 10_000, steps_per_eval: 2 },
      name: 'long',
    })
    await expect.poll(() => studio.services.runs.get(id).usable, { timeout: 60_000 }).toBe(true)
    await call('run.stop', { runId: id })
    expect(await studio.services.training.ended(id)).toMatchObject({ usable: true, state: { state: 'stopped' } })
  })

  it('gives up a queued run at once, and the one that runs keeps what it has', async () => {
    const long = { ...short, iters: 10_000 }
    const model = { kind: 'demo' } as const
    const first = await call('run.start', { datasetId: await openRows(63), model, config: long, name: 'first' })
    const second = await call('run.start', { datasetId: await openRows(63), model, config: long, name: 'second' })
    await call('run.stop', { runId: second.id })
    const given = await studio.services.training.ended(second.id)
    expect(given.state).toMatchObject({
      state: 'failed',
      failure: { code: 'cancelled', message: expect.stringContaining('before it had learned') },
    })
    await expect(call('run.remove', { runId: first.id })).rejects.toMatchObject({ failure: { code: 'busy' } })
    await expect.poll(() => studio.services.runs.get(first.id).usable, { timeout: 60_000 }).toBe(true)
    await call('run.stop', { runId: first.id })
    expect(await studio.services.training.ended(first.id)).toMatchObject({ usable: true, state: { state: 'stopped' } })
  })

  it('keeps a run where it is while it is being scored, tells of it before its first answer, and stops when told', async () => {
    const scoring = call('run.evaluate', { runId: run.id })
    await expect
      .poll(async () => (await call('app.snapshot', {})).jobs)
      .toEqual([expect.objectContaining({ id: run.id, job: 'evaluate', done: 0 })])
    await expect(call('run.remove', { runId: run.id })).rejects.toMatchObject({ failure: { code: 'busy' } })
    await call('job.cancel', { id: run.id })
    await expect(scoring).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    expect((await call('app.snapshot', {})).jobs).toEqual([])
  })

  it('leaves nothing of an export that was cancelled or could not begin', async () => {
    const folder = join(home, 'exports')
    await mkdir(folder)
    const { handle } = await call('file.locate', { path: folder, purpose: 'export' })
    const exporting = call('run.export', { runId: run.id, format: 'mlx', handle, folderName: 'fused' })
    await expect
      .poll(() => {
        studio.flushEvents()
        return heard.some((event) => event.type === 'job.progress' && event.job === 'export' && event.phase === 'asking the adapter')
      })
      .toBe(true)
    await call('job.cancel', { id: run.id })
    await exporting.catch((error: unknown) => expect(error).toMatchObject({ failure: { code: 'cancelled' } }))
    expect((await readdir(folder)).filter((name) => name !== 'fused')).toEqual([])
    for (const folderName of ['..', '.hidden', 'a/b', '語'.repeat(100)]) {
      await expect(call('run.export', { runId: run.id, format: 'mlx', handle, folderName })).rejects.toMatchObject({
        failure: { code: 'bad-input' },
      })
    }
  })

  it('goes on with a paused run, whose last weights then answer, are scored and exported', async () => {
    const { id } = await call('run.start', {
      datasetId: await openRows(61),
      model: { kind: 'demo' },
      config: { ...short, iters: 40, best_by: 'score', score_rows: 2, steps_per_eval: 20, save_every: 2 },
      name: 'paused',
    })
    await expect.poll(() => studio.services.runs.get(id).checkpoint?.step ?? 0, { timeout: 60_000 }).toBeGreaterThan(3)
    await call('run.pause', { runId: id })
    expect(await studio.services.training.ended(id)).toMatchObject({ state: { state: 'paused' }, probe: { rows: 8 } })
    expect(await call('run.continue', { runId: id })).toMatchObject({ state: { state: 'running', phase: 'queued' } })
    expect(await studio.services.training.ended(id)).toMatchObject({ state: { state: 'finished', steps: 40 } })
    // What was learned up to a pause has a loss, and no verdict, which would take too long.
    const judged = (await call('run.metrics', { runId: id })).filter((point) => point.split === 'valid' && point.score !== null)
    expect(judged.map(({ step }) => step)).toEqual([0, 20, 40])
    await expect(call('run.continue', { runId: id })).rejects.toMatchObject({ failure: { code: 'not-allowed' } })

    const by = { kind: 'run', runId: id, weights: 'last' } as const
    const { rewrites } = await call('text.resolve', { requestId: 'q-3', text: 'Anna sat. She left.', by, sides: ['tuned'] })
    expect(rewrites).toHaveLength(1)
    const { systems } = await call('run.evaluate', { runId: id, weights: ['best', 'last'] })
    expect(systems.map(({ system }) => system)).toEqual(['base', 'best', 'last', 'copy', 'nearest'])
    const { handle } = await call('file.locate', { path: home, purpose: 'export' })
    const exported = await call('run.export', { runId: id, format: 'adapter', handle, folderName: 'last', weights: 'last' })
    const [last, copy] = await Promise.all(
      [join(home, 'runs', id, 'adapters', 'last'), join(home, 'last')].map((folder) => readFile(join(folder, 'adapters.safetensors'))),
    )
    expect(copy).toEqual(last)
    expect(await readFile(join(exported.path, 'README.md'), 'utf8')).toContain('last checkpoint')
    await rm(join(home, 'runs', id, 'adapters', 'last'), { recursive: true })
    await expect(call('run.evaluate', { runId: id, weights: ['last'] })).rejects.toMatchObject({
      failure: { code: 'adapter-missing', message: expect.stringContaining('last checkpoint') },
    })
  })

  it('says what a run would be, what it finds hardest, and what a configuration means', async () => {
    const datasetId = await openRows(60)
    const { config } = run
    const plan = await call('run.preflight', { requestId: 'p-1', datasetId, model: { kind: 'demo' }, config })
    expect(plan).toMatchObject({ trainRows: run.data?.trainRows, validRows: run.data?.validRows, steps: { updates: 6 } })
    expect(await call('run.hardest', { runId: run.id })).toBeNull()
    const hardest = await call('run.findHardest', { runId: run.id })
    expect(await call('run.hardest', { runId: run.id })).toEqual(hardest)
    expect(hardest.rows[0]?.loss).toBeGreaterThanOrEqual(hardest.rows.at(-1)?.loss ?? Number.POSITIVE_INFINITY)
    const path = join(home, 'training.yml')
    await writeFile(path, 'model: demo\nbatch_size: 3\nlora_parameters: {rank: 8, scale: 20, dropout: 0}\n')
    const { handle } = await call('file.locate', { path, purpose: 'config' })
    expect(await call('config.read', { handle })).toMatchObject({
      config: { batch_size: 3 },
      model: { kind: 'known', ref: { kind: 'demo' } },
    })
  })

  it('opens the dataset of a run, at the row that was asked for', async () => {
    const datasetId = await openRows(60)
    await call('dataset.close', { datasetId })
    expect(await call('run.openDataset', { runId: run.id, row: 7 })).toMatchObject({ dataset: { id: datasetId, rows: 60 }, row: 7 })
    expect(await call('run.openDataset', { runId: run.id })).toMatchObject({ dataset: { id: datasetId }, row: null })
  })

  it('sends no curves elsewhere while it stays offline', async () => {
    await call('settings.change', { offline: true })
    const asked = { datasetId: await openRows(20), model: { kind: 'demo' } as const, name: '' }
    await expect(call('run.start', { ...asked, config: { ...short, report_to: 'wandb' } })).rejects.toMatchObject({
      failure: { code: 'offline' },
    })
    await call('settings.change', { offline: false })
  })

  it('keeps whether a run goes on by itself, and tells every window', async () => {
    for (const continueAutomatically of [true, false]) {
      expect(await call('run.setContinueAutomatically', { runId: run.id, continueAutomatically })).toMatchObject({ continueAutomatically })
      studio.flushEvents()
      expect(heard.findLast(({ type }) => type === 'run.changed')).toMatchObject({ run: { id: run.id, continueAutomatically } })
      expect(JSON.parse(await readFile(join(home, 'runs', run.id, 'run.json'), 'utf8'))).toMatchObject({ continueAutomatically })
    }
  })

  it('names a run that diverged and what was in the batch, and leaves the app usable', async () => {
    const broken = await trainedOn(await brokenModel('not-a-number', withNotANumber), 'not a number')
    expect(broken.state).toMatchObject({ state: 'diverged', bestStep: null, message: expect.stringMatching(/step 1, on rows [\d, ]+/) })
    expect(broken).toMatchObject({ name: 'not a number', usable: false })
  })

  it('says in words when the weights do not fit, with the log at hand', async () => {
    const misfit = await trainedOn(
      await brokenModel('misfit', async (folder) => {
        const config = JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'))
        await writeFile(join(folder, 'config.json'), JSON.stringify({ ...config, hidden_size: config.hidden_size * 2 }))
      }),
      'misfit',
    )
    expect(misfit.state).toMatchObject({ state: 'failed', failure: { code: 'model-invalid', where: { runId: misfit.id } } })
    await call('run.log', { runId: misfit.id })
  })

  /** A copy of the demo model, added after it was broken. */
  async function brokenModel(name: string, breakIt: (folder: string) => Promise<void>): Promise<ModelRef> {
    const folder = join(home, name)
    await cp(join(root, 'assets', 'demo-model'), folder, { recursive: true })
    await breakIt(folder)
    const { handle } = await call('file.locate', { path: folder, purpose: 'model' })
    return (await call('model.add', { handle })).ref
  }

  async function trainedOn(model: ModelRef, name: string): Promise<Run> {
    const { id } = await call('run.start', { datasetId: await openRows(60), model, config: short, name })
    return studio.services.training.ended(id)
  }

  it('refuses to train on rows that leave nothing to validate with', async () => {
    const path = join(home, 'one.jsonl')
    const row = JSON.stringify({
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'a' },
      ],
    })
    await writeFile(path, `${row}\n${row}\n`)
    const { handle } = await call('file.locate', { path, purpose: 'dataset' })
    const { id } = await call('dataset.open', { from: 'file', handle })
    await expect(call('run.start', { datasetId: id, model: { kind: 'demo' }, config: short, name: '' })).rejects.toMatchObject({
      failure: { code: 'dataset-unusable' },
    })
  })

  it('opens a run whose record says that it was running as interrupted', async () => {
    await studio.close()
    const record = join(home, 'runs', run.id, 'run.json')
    const stored = JSON.parse(await readFile(record, 'utf8'))
    await writeFile(
      record,
      JSON.stringify({ ...stored, state: { state: 'running', phase: 'training', step: 3, totalSteps: 6, startedAt: stored.createdAt } }),
    )
    await open()
    expect(studio.services.runs.get(run.id)).toMatchObject({ usable: true, state: { state: 'interrupted', step: 6 } })
  })

  it('opens every other run when one record cannot be read', async () => {
    await studio.close()
    const before = await readdir(join(home, 'runs'))
    await rename(join(home, 'runs', run.id, 'run.json'), join(home, 'runs', run.id, 'run.bak'))
    await open()
    expect(studio.services.runs.list()).toHaveLength(before.length - 1)
    await rename(join(home, 'runs', run.id, 'run.bak'), join(home, 'runs', run.id, 'run.json'))
  })
})

/** Puts a NaN into the final norm of a safetensors file: eight bytes of header length, a JSON header, the tensors. */
async function withNotANumber(folder: string): Promise<void> {
  const path = join(folder, 'model.safetensors')
  const bytes = await readFile(path)
  const headerLength = Number(bytes.readBigUInt64LE(0))
  const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength))
  bytes.writeFloatLE(Number.NaN, 8 + headerLength + header['model.norm.weight'].data_offsets[0])
  await writeFile(path, bytes)
}
