import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { newestCheckpoint } from '../../../../../electron/core/runs/checkpoints'
import { temporaryFolder } from '../temporary-folder'

async function folderWith(...files: readonly string[]): Promise<string> {
  const folder = await temporaryFolder()
  for (const file of files) {
    await mkdir(join(folder, file, '..'), { recursive: true })
    await writeFile(join(folder, file), '{}')
  }
  return folder
}

it('is the one with the most steps that is whole', async () => {
  const folder = await folderWith(
    '00000020/state.json',
    '00000100/state.json',
    '00000120/adapters.safetensors',
    '.00000140-x.part/state.json',
    'best/state.json',
    'notes.txt',
  )
  expect(await newestCheckpoint(folder)).toEqual({ step: 100, at: expect.stringMatching(/Z$/) })
})

it('goes beyond eight digits', async () => {
  expect(await newestCheckpoint(await folderWith('99999999/state.json', '100000000/state.json'))).toMatchObject({ step: 100_000_000 })
})

it('is none where there is no folder, or nothing whole in it', async () => {
  expect(await newestCheckpoint('/nowhere')).toBeNull()
  expect(await newestCheckpoint(await folderWith('00000020/adapters.safetensors'))).toBeNull()
})
