// @vitest-environment node
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { keepPlace } from '../../../../electron/main/last-place'
import { temporaryFolder } from '../core/temporary-folder'

describe('the window’s place', () => {
  let file: string
  let logged: unknown[]
  const keep = () => keepPlace({ file, pathOf: (id) => (id === 'd-1' ? '/data/chats.jsonl' : null), log: (error) => logged.push(error) })

  beforeEach(async () => {
    file = join(await temporaryFolder(), 'window.json')
    logged = []
  })

  it('is the first one at first, and after a file that is damaged', async () => {
    expect(keep().now()).toEqual({ fragment: '', dataset: null })
    await writeFile(file, '{"fragment":"#tr')
    expect(keep().now()).toEqual({ fragment: '', dataset: null })
  })

  it('is kept with the dataset that was looked at last, also from another screen', async () => {
    const place = keep()
    for (const part of ['#dataset/d-1', '#train/run-1', '#dataset/gone', '#resolve']) place.went(`app://antecedent/${part}`)
    await place.settled()
    expect(keep().now()).toEqual({ fragment: '#resolve', dataset: '/data/chats.jsonl' })
  })

  it('is not written for an address that is none of ours, or the same', async () => {
    const place = keep()
    for (const address of ['app://antecedent/#<b>', 'nothing', 'app://antecedent/']) place.went(address)
    await place.settled()
    await expect(readFile(file)).rejects.toThrow()
  })

  it('goes to the log where it cannot be written', async () => {
    file = join(file, 'not', 'a', 'folder')
    const place = keep()
    place.went('app://antecedent/#train')
    await place.settled()
    expect(logged).toHaveLength(1)
  })
})
