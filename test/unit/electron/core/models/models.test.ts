import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { Models } from '../../../../../electron/core/models/models'
import { temporaryFolder } from '../temporary-folder'

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
