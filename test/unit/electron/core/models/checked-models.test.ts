import { rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CheckedModels } from '../../../../../electron/core/models/checked-models'
import { temporaryFolder } from '../temporary-folder'
import { goodConfig, writeModel } from './model-files'

it('remembers a folder for as long as none of its files changes', async () => {
  const folder = await writeModel(await temporaryFolder())
  const checked = new CheckedModels()
  const first = checked.check(folder)
  expect(checked.check(folder)).toBe(first)
  await writeFile(join(folder, 'config.json'), JSON.stringify({ ...goodConfig, model_type: 'qwen3' }))
  expect(checked.check(folder)).toMatchObject({ architecture: 'qwen3' })
})

it('refuses a folder that was fine, once something hostile is put there, and takes it again without', async () => {
  const folder = await writeModel(await temporaryFolder())
  const checked = new CheckedModels()
  checked.check(folder)
  await writeFile(join(folder, 'extra.py'), '')
  expect(() => checked.check(folder)).toThrow('extra.py is code')
  await rm(join(folder, 'extra.py'))
  checked.check(folder)
  await rm(join(folder, 'README.md'))
  await symlink(join(await temporaryFolder(), '..'), join(folder, 'README.md'))
  expect(() => checked.check(folder)).toThrow('leads out of the folder')
})

it('remembers a refusal too, and says the same', async () => {
  const folder = await writeModel(await temporaryFolder(), { 'model.safetensors': 'no weights' })
  const checked = new CheckedModels()
  const words = /model\.safetensors is damaged/
  expect(() => checked.check(folder)).toThrow(words)
  expect(() => checked.check(folder)).toThrow(words)
})
