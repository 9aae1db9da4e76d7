import { chmod, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { syncTree, writeAtomically } from '../../../../../electron/core/files/atomic'
import { temporaryFolder } from '../temporary-folder'

it('replaces a file whole and leaves nothing beside it', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'a.txt')
  await writeAtomically(path, 'old')
  await writeAtomically(path, Buffer.from('new'))
  expect(await readFile(path, 'utf8')).toBe('new')
  expect(await readdir(folder)).toEqual(['a.txt'])
})

it('keeps the old file when the new content fails half-way', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'a.txt')
  await writeFile(path, 'old')
  async function* broken() {
    yield Buffer.from('half')
    throw new Error('the stream broke')
  }
  await expect(writeAtomically(path, broken())).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
  expect(await readFile(path, 'utf8')).toBe('old')
  expect(await readdir(folder)).toEqual(['a.txt'])
})

it('says that a folder stands where the file should be', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'a.txt', 'inside'), { recursive: true })
  await expect(writeAtomically(join(folder, 'a.txt'), 'x')).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
})

it('keeps the permission bits of a file, whatever new files get', async () => {
  const path = join(await temporaryFolder(), 'a.txt')
  await writeFile(path, 'old')
  await chmod(path, 0o666)
  await writeAtomically(path, 'new')
  expect((await stat(path)).mode & 0o777).toBe(0o666)
})

it('writes a file whose name is as long as names may be', async () => {
  const path = join(await temporaryFolder(), 'a'.repeat(255))
  await writeAtomically(path, 'x')
  expect(await readFile(path, 'utf8')).toBe('x')
})

it('says that a file stands where the folder should be', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'file'), '')
  await expect(writeAtomically(join(folder, 'file', 'a.txt'), 'x')).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
})

it('brings a folder to the disk with all its files, past links, and says where there is none', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'inner'))
  await writeFile(join(folder, 'inner', 'a.txt'), 'a')
  await symlink(join(folder, 'nowhere'), join(folder, 'link'))
  await syncTree(folder)
  await rm(join(folder, 'inner'), { recursive: true })
  await expect(syncTree(join(folder, 'inner'))).rejects.toMatchObject({ code: 'ENOENT' })
})
