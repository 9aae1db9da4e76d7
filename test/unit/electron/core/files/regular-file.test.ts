import { execFile } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { FileHandles } from '../../../../../electron/core/files/handles'
import { readRegularFile } from '../../../../../electron/core/files/regular-file'
import { temporaryFolder } from '../temporary-folder'

it('reads a file whole', async () => {
  const path = join(await temporaryFolder(), '-an odd\nname ü.jsonl')
  await writeFile(path, 'text')
  expect((await readRegularFile(path, 4)).toString()).toBe('text')
  await expect(readRegularFile(path, 3)).rejects.toMatchObject({ failure: { code: 'file-too-large' } })
})

it('waits for no pipe and drinks from no device', async () => {
  const pipe = join(await temporaryFolder(), 'pipe')
  await promisify(execFile)('mkfifo', [pipe])
  for (const path of [pipe, '/dev/zero']) {
    await expect(readRegularFile(path, 10)).rejects.toMatchObject({ failure: { code: 'file-unreadable', where: { file: path } } })
    await expect(new FileHandles().locate(path, 'dataset')).rejects.toMatchObject({ failure: { code: 'file-unreadable' } })
  }
})

it('names a folder and what is not there', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'inside'))
  await expect(readRegularFile(join(folder, 'inside'), 10)).rejects.toMatchObject({ failure: { code: 'file-is-folder' } })
  await expect(readRegularFile(join(folder, 'nothing'), 10)).rejects.toMatchObject({ failure: { code: 'not-found' } })
})
