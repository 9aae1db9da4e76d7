import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SmallDisk, whyNoSmallDisk } from './small-disk'
import { openStudio } from './studio'

const reason = whyNoSmallDisk()
const MiB = 1024 * 1024
const { signal } = new AbortController()

describe.skipIf(reason !== null)(`a disk without room${reason === null ? '' : `, not tried since ${reason}`}`, () => {
  it('gets a packed model whole or not at all, whether room is missing before it is packed or after', async () => {
    const disk = await SmallDisk.mounted(64 * MiB)
    const home = join(disk.path, 'home')
    const studio = await openStudio(home)
    const { converting, models } = studio.services
    const convert = () => converting.convert({ ref: { kind: 'demo' }, bits: 4, dataset: null, name: 'packed' }, 'c', signal)
    const full = { failure: { code: 'disk-full' } }

    disk.fill(MiB)
    await expect(convert()).rejects.toMatchObject(full)
    expect(await readdir(join(home, 'models'))).toEqual([])

    disk.free()
    const stop = studio.subscribe((events) => {
      if (events.some((event) => event.type === 'job.progress' && event.phase === 'asking the packed model')) disk.fill(0)
    })
    await expect(convert()).rejects.toMatchObject(full)
    stop()
    expect(await readdir(join(home, 'models'))).toEqual([])
    expect((await models.list()).map(({ ref }) => ref)).toEqual([{ kind: 'demo' }])

    disk.free()
    expect((await convert()).model.convertedFrom).toMatchObject({ name: 'Demo model', bits: 4 })
    expect((await readdir(join(home, 'models'))).sort()).toEqual(['models.json', 'packed'])
  })
})
