// @vitest-environment node
import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { locateOpened } from '../../../../electron/main/opened-files'
import { temporaryFolder } from '../core/temporary-folder'

describe('what comes from outside', () => {
  let folder: string
  let home: string
  const located: string[] = []
  const locate = (path: string) =>
    locateOpened(async (path) => {
      located.push(path)
      return { handle: 'file-1', name: path, location: path }
    }, home)(path, 'dataset')

  beforeEach(async () => {
    located.length = 0
    folder = await realpath(await temporaryFolder())
    home = join(folder, 'home')
    await mkdir(home)
    await writeFile(join(home, 'keys.json'), '{}')
    await writeFile(join(folder, 'chats.jsonl'), '{}\n')
    await writeFile(join(folder, 'id_ed25519'), 'secret')
  })

  it('is located when it is a dataset, a text or a folder', async () => {
    for (const path of [join(folder, 'chats.jsonl'), folder]) await locate(path)
    expect(located).toHaveLength(2)
  })

  it('is not when it is anything else, or one of our own files, whichever way it leads there', async () => {
    await symlink(join(home, 'keys.json'), join(folder, 'harmless.jsonl'))
    await symlink(home, join(folder, 'elsewhere'))
    for (const path of ['id_ed25519', 'harmless.jsonl', 'elsewhere/keys.json', 'home/keys.json', 'elsewhere'])
      await expect(locate(join(folder, path))).rejects.toMatchObject({ failure: { code: expect.stringMatching(/bad-input|not-allowed/) } })
    expect(located).toEqual([])
  })

  it('is refused in words where nothing is there, also where a path that was typed would lead to one of our own files', async () => {
    for (const path of [join(folder, 'gone.jsonl'), `${join(home, 'keys.json')} `, '~/gone.jsonl'])
      await expect(locate(path)).rejects.toMatchObject({ failure: { code: 'not-found', message: expect.stringContaining('There is no') } })
    expect(located).toEqual([])
  })
})
