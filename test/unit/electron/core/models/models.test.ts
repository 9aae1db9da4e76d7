import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import type { ModelPlaces } from '../../../../../electron/core/models/discovery/model-places'
import { Models } from '../../../../../electron/core/models/models'
import { modelInfo } from '../../../../../electron/shared/model'
import { noModelPlaces } from '../no-model-places'
import { temporaryFolder } from '../temporary-folder'
import { writeModel } from './model-files'

const demo = resolve(import.meta.dirname, '../../../../../assets/demo-model')

it('remembers a model when its folder was taken out of the home, but makes no home anew', async () => {
  const home = join(await temporaryFolder(), 'home')
  const folder = join(home, 'models')
  await mkdir(home)
  const models = await Models.open(folder, demo, () => undefined, noModelPlaces)
  const { ref } = await models.addFolder(demo)
  expect((await Models.open(folder, demo, () => undefined, noModelPlaces)).path(ref)).toBe(demo)
  await rm(home, { recursive: true })
  await expect(models.forget(ref)).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
})

it('does not remember a folder that something is said against', async () => {
  const home = await temporaryFolder()
  const hostile = await writeModel(await temporaryFolder(), { 'modeling.py': '' })
  const models = await Models.open(join(home, 'models'), demo, () => undefined, noModelPlaces)
  await expect(models.addFolder(hostile)).rejects.toThrow('modeling.py is code')
  expect((await models.list()).some(({ ref }) => ref.kind === 'folder')).toBe(false)
})

it('hands out no path of a folder that has become hostile since it was added', async () => {
  const home = await temporaryFolder()
  const folder = await writeModel(await temporaryFolder())
  const models = await Models.open(join(home, 'models'), demo, () => undefined, noModelPlaces)
  const { ref } = await models.addFolder(folder)
  expect(models.path(ref)).toBe(folder)
  await writeFile(join(folder, 'training_args.bin'), '')
  expect(() => models.path(ref)).toThrow('training_args.bin may hold a pickle')
  await expect(models.describe(ref)).rejects.toMatchObject({ failure: { code: 'model-invalid' } })
})

it('lists a model of the person that is refused since, with the reason, until its folder is gone', async () => {
  const home = await temporaryFolder()
  const folder = await writeModel(join(await temporaryFolder(), 'mine'))
  const models = await Models.open(join(home, 'models'), demo, () => undefined, noModelPlaces)
  const { ref, trouble } = await models.addFolder(folder)
  expect(trouble).toBeNull()
  await writeFile(join(folder, 'config.json'), '{"model_type": "llama", "text_config": "none"}')
  const listed = (await models.list()).find((model) => JSON.stringify(model.ref) === JSON.stringify(ref))
  expect(listed).toMatchObject({ name: 'mine', source: 'added', supported: false, memory: null, bytes: 0 })
  expect(listed?.trouble).toContain('config.json has a text_config that is no object')
  expect(modelInfo.parse(listed)).toEqual(listed)
  expect(await models.find(ref)).toBeNull()
  await rm(folder, { recursive: true })
  expect((await models.list()).map((model) => model.ref)).toEqual([{ kind: 'demo' }])
})

it('finds one model without describing the others', async () => {
  const models = await Models.open(join(await temporaryFolder(), 'models'), demo, () => undefined, noModelPlaces)
  expect(await models.find({ kind: 'demo' })).toMatchObject({ name: 'Demo model', trouble: null, supported: true })
  expect(await models.find({ kind: 'hub', repo: 'me/mine' })).toBeNull()
})

it('looks only where it is told to for what other programs keep', async () => {
  const hub = await temporaryFolder()
  await writeModel(join(hub, 'models--me--mine', 'snapshots', 'abc'))
  await mkdir(join(hub, 'models--me--mine', 'refs'))
  await writeFile(join(hub, 'models--me--mine', 'refs', 'main'), 'abc')
  const listed = async (places: ModelPlaces) => {
    const models = await Models.open(join(await temporaryFolder(), 'models'), demo, () => undefined, places)
    return (await models.list()).map(({ name }) => name)
  }
  expect(await listed({ ...noModelPlaces, hub })).toEqual(['Demo model', 'me/mine'])
  expect(await listed(noModelPlaces)).toEqual(['Demo model'])
})
