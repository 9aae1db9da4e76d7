import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { makeNewFolder, sweepUnfinished, type Workplace } from '../../../../../electron/core/files/new-folder'
import { temporaryFolder } from '../temporary-folder'

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
})

const { signal: never } = new AbortController()
const filled = async ({ out }: Workplace) => {
  await mkdir(out)
  await writeFile(join(out, 'text'), 'whole')
}
const accepted = async () => 'accepted'

it('is there with everything in it, and nothing else is', async () => {
  const path = join(folder, 'new')
  const seen: (readonly string[])[] = []
  const accept = async () => {
    seen.push(await readdir(path))
  }
  await makeNewFolder(path, filled, accept, never)
  expect(seen).toEqual([['text']])
  expect(await readFile(join(path, 'text'), 'utf8')).toBe('whole')
  expect(await readdir(folder)).toEqual(['new'])
})

it('is not there where it is not filled, not accepted, or cancelled meanwhile, up to the last moment', async () => {
  const path = join(folder, 'new')
  const fails = () => Promise.reject(new Error('no'))
  await expect(makeNewFolder(path, fails, accepted, never)).rejects.toThrow('no')
  await expect(makeNewFolder(path, filled, fails, never)).rejects.toThrow('no')
  const controller = new AbortController()
  const cancelledAtItsEnd = async (place: Workplace) => {
    await filled(place)
    controller.abort()
  }
  await expect(makeNewFolder(path, cancelledAtItsEnd, accepted, controller.signal)).rejects.toMatchObject({
    failure: { code: 'cancelled' },
  })
  expect(await readdir(folder)).toEqual([])
})

it('does not take the place of what came there meanwhile', async () => {
  const path = join(folder, 'new')
  const beside = async (place: Workplace) => {
    await filled(place)
    await writeFile(path, 'theirs')
  }
  await expect(makeNewFolder(path, beside, accepted, never)).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
  expect(await readFile(path, 'utf8')).toBe('theirs')
  expect(await readdir(folder)).toEqual(['new'])
})

it('says in words where it cannot be made', async () => {
  await expect(makeNewFolder(join(folder, 'missing', 'new'), filled, accepted, never)).rejects.toMatchObject({
    failure: { code: 'file-not-written' },
  })
})

it('that a killed process left half is swept away, and nothing of the person’s', async () => {
  await mkdir(join(folder, '.antecedent-0123456789ab.part', 'out'), { recursive: true })
  await mkdir(join(folder, '.antecedent-mine.part'))
  await sweepUnfinished(folder)
  expect(await readdir(folder)).toEqual(['.antecedent-mine.part'])
})
