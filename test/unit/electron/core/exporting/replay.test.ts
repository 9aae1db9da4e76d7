import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { unasked } from '../../../../../electron/core/exporting/certifying'
import { readReplay, recordOf } from '../../../../../electron/core/exporting/replay'
import { Models } from '../../../../../electron/core/models/models'
import { run } from '../../../renderer/figures'
import { noModelPlaces } from '../no-model-places'
import { temporaryFolder } from '../temporary-folder'

const demo = resolve(import.meta.dirname, '../../../../../assets/demo-model')
const parts = {
  at: '2026-11-26T00:00:00.000Z',
  format: 'mlx',
  weights: 'best',
  bits: null,
  gguf: null,
  licence: null,
  prompt: { system: null, before: '' },
  versions: null,
  certificate: unasked,
} as const

/** Reads a record with these changes, on a home that has the demo model only. */
async function replayOf(changes: object) {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'antecedent.json'), JSON.stringify({ ...recordOf(run('a run'), parts), ...changes }))
  return readReplay(folder, await Models.open(join(folder, 'models'), demo, () => undefined, noModelPlaces))
}

it('needs settings, data and model alone: figures of another version are no hindrance', async () => {
  const { dataset, config } = run('a run')
  const others = { scores: { accuracy: 1 }, certificate: 'none', prompt: 7, versions: [], run: null, exported: { format: 'gguf' } }
  const { imported, dataset: rows } = await replayOf(others)
  expect(imported).toEqual({ config, notes: [], dataset: null, model: { kind: 'known', ref: { kind: 'demo' } } })
  expect(rows).toMatchObject({ sha256: dataset.sha256, rows: dataset.rows })
})

it.each([
  ['settings', { settings: { iters: 'many' } }],
  ['its form', { antecedent: 2 }],
  ['the data', { dataset: null }],
])('is none without %s', async (_, changes) => {
  await expect(replayOf(changes)).rejects.toMatchObject({ failure: { code: 'bad-input' } })
})

it('names a model that is not here', async () => {
  const hub = { ref: { kind: 'hub', repo: 'me/mine' }, name: 'me/mine', licence: null }
  expect((await replayOf({ model: hub })).imported).toMatchObject({ model: { kind: 'hub', repo: 'me/mine' }, notes: [] })
  const folder = { ref: { kind: 'folder', id: 'm-1' }, name: 'mine', licence: null }
  expect((await replayOf({ model: folder })).imported).toMatchObject({
    model: { kind: 'none' },
    notes: [{ key: 'model', message: expect.stringContaining('“mine”') }],
  })
})
