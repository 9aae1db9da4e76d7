import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OpenAntecedent, openAntecedent } from '../../../../../electron/core/antecedent'
import { packedName } from '../../../../../electron/core/converting/converting'
import { headlessShell } from '../../../../../electron/core/options'
import type { AppEvent } from '../../../../../electron/shared/contract'
import type { PackedBits } from '../../../../../electron/shared/exporting'
import type { ModelRef } from '../../../../../electron/shared/model'
import { writeModel } from '../models/model-files'
import { noHub, noModelPlaces } from '../no-model-places'
import { keptFolder } from '../temporary-folder'

const root = resolve(import.meta.dirname, '../../../../..')
const demo = { kind: 'demo' } as const
const { signal: never } = new AbortController()

describe('the demo model, with the real sidecar', () => {
  let folder: string
  let studio: OpenAntecedent
  const heard: AppEvent[] = []

  const converted = (ref: ModelRef, bits: PackedBits, name: string | null = null, signal = never) =>
    studio.services.converting.convert({ ref, bits, dataset: null, name }, 'c', signal)
  const inHome = () => readdir(join(folder, 'home', 'models'))

  beforeAll(async () => {
    folder = await keptFolder()
    studio = await openAntecedent({
      home: join(folder, 'home'),
      assets: join(root, 'assets'),
      python: join(root, '.venv', 'bin', 'python'),
      sidecar: join(root, 'python-sidecar'),
      datasetWorker: null,
      modelPlaces: noModelPlaces,
      hub: noHub,
      version: '0.0.0',
      shell: headlessShell,
    })
    studio.subscribe((events) => heard.push(...events))
  })
  afterAll(() => studio.close())

  it('leaves nothing where it is cancelled, whatever it is at', async () => {
    for (const phase of ['packing', 'asking the model', 'asking the packed model']) {
      const controller = new AbortController()
      const stop = studio.subscribe((events) => {
        if (events.some((event) => event.type === 'job.progress' && event.job === 'convert' && event.phase === phase)) controller.abort()
      })
      await expect(converted(demo, 8, null, controller.signal)).rejects.toMatchObject({ failure: { code: 'cancelled' } })
      studio.flushEvents()
      stop()
    }
    expect(await inHome()).toEqual([])
    expect((await studio.services.models.list()).map(({ ref }) => ref)).toEqual([demo])
  })

  it('is packed into a folder of the home that can be chosen, with what that cost measured on the sample', async () => {
    const half = join(folder, 'home', 'models', '.antecedent-0123456789ab.part')
    await mkdir(half, { recursive: true })
    heard.length = 0
    const { model, loss } = await studio.handlers['model.convert']({ requestId: 'c', ref: demo, bits: 8, datasetId: null })
    expect(model).toMatchObject({ name: 'Demo-model-8bit', quantizedBits: 8, source: 'added', supported: true, trouble: null })
    expect(model.ref.kind).toBe('folder')
    expect(model.convertedFrom).toEqual({ name: 'Demo model', bits: 8, loss })
    expect(loss).toMatchObject({ data: 'coreference-train.jsonl', rows: 32 })
    expect(loss.same).toBeGreaterThan(16)
    expect(loss.tokens.same).toBeGreaterThan(0.9 * loss.tokens.read)
    expect(loss.tokens.divergence).toBeGreaterThan(0)
    expect(loss.tokens.divergence).toBeLessThan(0.1)
    expect(Math.abs(loss.packedF1 - loss.wholeF1)).toBeLessThan(0.1)
    expect((await studio.services.models.list()).find(({ ref }) => JSON.stringify(ref) === JSON.stringify(model.ref))).toEqual(model)
    // What an earlier process left half is gone too, and no dataset was opened for it.
    expect((await inHome()).sort()).toEqual(['Demo-model-8bit', 'models.json'])
    expect(studio.services.datasets.summaries()).toEqual([])
    studio.flushEvents()
    const phases = heard.flatMap((event) =>
      event.type === 'job.progress' && event.job === 'convert' && event.id === 'c' ? [event.phase] : [],
    )
    expect([...new Set(phases)]).toEqual(['packing', 'asking the model', 'comparing', 'asking the packed model'])
    const card = await readFile(join(folder, 'home', 'models', 'Demo-model-8bit', 'README.md'), 'utf8')
    expect(card).toContain('license: mit')
    expect(card).toContain('Measured on 32 rows')
    expect(card).not.toContain(root)
  })

  it('is not packed over what is there, nor twice', async () => {
    await expect(converted(demo, 8)).rejects.toMatchObject({
      failure: { code: 'file-not-written', message: expect.stringContaining('There is already something') },
    })
    const packed = (await studio.services.models.list()).find(({ name }) => name === 'Demo-model-8bit')
    await expect(converted(packed?.ref ?? demo, 4)).rejects.toMatchObject({
      failure: { code: 'bad-input', message: 'Demo-model-8bit is packed into 8 bits already.' },
    })
    await expect(converted(demo, 4, '../elsewhere')).rejects.toMatchObject({ failure: { code: 'bad-input' } })
    expect((await inHome()).sort()).toEqual(['Demo-model-8bit', 'models.json'])
  })

  it('is measured on the held-out rows of a dataset that is divided', async () => {
    const row = (name: string) =>
      JSON.stringify({
        messages: [
          { role: 'user', content: `Resolve: ${name} sat. She left.` },
          { role: 'assistant', content: `${name} sat. ${name} left.` },
        ],
      })
    const data = join(folder, 'parts')
    await mkdir(data)
    await writeFile(join(data, 'train.jsonl'), `${['Ann', 'Eve', 'Kim'].map(row).join('\n')}\n`)
    await writeFile(join(data, 'test.jsonl'), `${['Zoe', 'Mia'].map(row).join('\n')}\n`)
    const { id } = await studio.services.datasets.openPath(data)
    const dataset = studio.services.datasets.get(id)
    expect((await dataset.data.heldOut(32)).map((held) => JSON.stringify(held))).toEqual([
      expect.stringContaining('Zoe'),
      expect.stringContaining('Mia'),
    ])
    const { model, loss } = await studio.services.converting.convert({ ref: demo, bits: 4, dataset, name: 'mine' }, 'c', never)
    expect(model.name).toBe('mine')
    expect(loss).toMatchObject({ data: 'parts', rows: 2 })
    await studio.services.models.forget(model.ref)
    expect((await studio.services.models.addFolder(join(folder, 'home', 'models', 'mine'))).convertedFrom).toEqual(model.convertedFrom)
  })

  it('is not packed where nothing can be measured', async () => {
    const path = join(folder, 'texts.jsonl')
    await writeFile(path, '{"text": "Ann left."}\n{"text": "Bob left."}\n')
    const { id } = await studio.services.datasets.openPath(path)
    const request = { ref: demo, bits: 4, dataset: studio.services.datasets.get(id), name: null } as const
    await expect(studio.services.converting.convert(request, 'c', never)).rejects.toMatchObject({ failure: { code: 'dataset-unusable' } })
  })

  it('is refused in words where mlx-lm does not know it or it is no model', async () => {
    const config = JSON.stringify({ model_type: 'unheard', num_hidden_layers: 1, hidden_size: 2 })
    const { ref } = await studio.services.models.addFolder(await writeModel(join(folder, 'strange'), { 'config.json': config }))
    await expect(converted(ref, 4)).rejects.toMatchObject({
      failure: { code: 'model-invalid', message: 'strange cannot be packed: mlx-lm does not know models of its kind.' },
    })
    const { ref: torn } = await studio.services.models.addFolder(await writeModel(join(folder, 'torn')))
    await expect(converted(torn, 4)).rejects.toMatchObject({ failure: { code: 'model-invalid' } })
    expect((await inHome()).filter((name) => name.endsWith('.part'))).toEqual([])
  })
})

it.each([
  ['Qwen/Qwen3-0.6B', 'Qwen3-0.6B-4bit'],
  ['Demo model', 'Demo-model-4bit'],
  ['..', 'model-4bit'],
  ['Модель: 1', 'Модель-1-4bit'],
])('calls what is made of %s %s', (name, wanted) => {
  expect(packedName(name, 4)).toBe(wanted)
})
