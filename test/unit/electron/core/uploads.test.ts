import { access, mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { keepUpload } from '../../../../electron/core/uploads'
import { temporaryFolder } from './temporary-folder'

async function* bytes(text: string) {
  yield Buffer.from(text)
}

it.each([
  ['../../etc/passwd', '_.._etc_passwd'],
  ['a/b\\c.jsonl', 'a_b_c.jsonl'],
  ['...', 'dropped.jsonl'],
  ['', 'dropped.jsonl'],
  ['.hidden', 'hidden'],
  ['Größe 1.jsonl', 'Größe 1.jsonl'],
  ['a\nb.jsonl', 'a_b.jsonl'],
])('keeps %j under a safe name in a folder of its own', async (name, safe) => {
  const uploads = await temporaryFolder()
  const path = await keepUpload(uploads, name, bytes('text'))
  expect(basename(path)).toBe(safe)
  expect(dirname(dirname(path))).toBe(uploads)
  expect(await readFile(path, 'utf8')).toBe('text')
})

it.each(['語', '𠮷'])('keeps the end of a name that is too long for a file system (%s)', async (character) => {
  const path = await keepUpload(await temporaryFolder(), `${character.repeat(200)}.jsonl`, bytes('text'))
  expect(basename(path)).toMatch(new RegExp(`^${character}+\\.jsonl$`, 'u'))
})

it('leaves nothing of an upload that broke off', async () => {
  const uploads = await temporaryFolder()
  async function* broken() {
    yield Buffer.from('half')
    throw new Error('the line went dead')
  }
  await expect(keepUpload(uploads, 'a.jsonl', broken())).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
  expect(await readdir(join(uploads))).toEqual([])
})

it('keeps uploads in a folder that was taken out of the home, but makes no home anew', async () => {
  const home = join(await temporaryFolder(), 'home')
  const uploads = join(home, 'uploads')
  await mkdir(home)
  expect(await readFile(await keepUpload(uploads, 'a.jsonl', bytes('text')), 'utf8')).toBe('text')
  await rm(home, { recursive: true })
  await expect(keepUpload(uploads, 'a.jsonl', bytes('text'))).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
  await expect(access(home)).rejects.toThrow('ENOENT')
})
