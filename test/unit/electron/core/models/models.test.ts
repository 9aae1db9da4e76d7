import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { Models } from '../../../../../electron/core/models/models'
import { temporaryFolder } from '../temporary-folder'
import { writeModel } from './model-files'

const demo = resolve(import.meta.dirname, '../../../../../assets/demo-model')

it('remembers a model when its folder was taken out of the home, but makes no home anew', async () => {
  const home = join(await temporaryFolder(), 'home')
  const folder = join(home, 'models')
  await mkdir(home)
  const models = await Models.open(folder, demo, () => undefined)
  const { ref } = await models.addFolder(demo)
  expect((await Models.open(folder, demo, () => undefined)).path(ref)).toBe(demo)
  await rm(home, { recursive: true })
  await expect(models.forget(ref)).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
})

it('does not remember a folder that something is said against', async () => {
  const home = await temporaryFolder()
  const hostile = await writeModel(await temporaryFolder(), { 'modeling.py': '' })
  const models = await Models.open(join(home, 'models'), demo, () => undefined)
  await expect(models.addFolder(hostile)).rejects.toThrow('modeling.py is code')
  expect((await models.list()).some(({ source }) => source === 'added')).toBe(false)
})

it('hands out no path of a folder that has become hostile since it was added', async () => {
  const home = await temporaryFolder()
  const folder = await writeModel(await temporaryFolder())
  const models = await Models.open(join(home, 'models'), demo, () => undefined)
  const { ref } = await models.addFolder(folder)
  expect(models.path(ref)).toBe(folder)
  await writeFile(join(folder, 'training_args.bin'), '')
  expect(() => models.path(ref)).toThrow('training_args.bin may hold a pickle')
  await expect(models.describe(ref)).rejects.toMatchObject({ failure: { code: 'model-invalid' } })
})
