import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listFile } from '../../electron/core/documents/listed-files'
import { toFailure } from '../../electron/shared/errors'
import { temporaryFolder } from '../unit/electron/core/temporary-folder'
import { page, SmallDisk, whyNoSmallDisk } from './small-disk'
import { openStudio, sampleRows } from './studio'

const reason = whyNoSmallDisk()

describe.skipIf(reason !== null)(`a disk without room for answers${reason === null ? '' : `, not tried since ${reason}`}`, () => {
  it('ends the work in words wherever it is full; the same order goes on from what was kept, to the same answers', async () => {
    const folder = await temporaryFolder()
    const studio = await openStudio(join(folder, 'home'))
    const path = await sampleRows(join(folder, 'rows.jsonl'), 40)
    const files = [await listFile(path, 'rows.jsonl')]
    const resolve = async (out: string) => {
      const states: string[] = []
      const order = { files, column: null, by: { kind: 'model', model: { kind: 'demo' } }, out } as const
      const listener = { done: ({ state }: { state: string }) => void states.push(state), progress: () => undefined }
      const failure = await studio.services.resolvingMany.resolve(order, new AbortController().signal, listener).then(() => null, toFailure)
      return { failure, states }
    }
    const calm = join(folder, 'calm.jsonl')
    expect((await resolve(calm)).failure).toBeNull()

    const disk = await SmallDisk.mounted(1024 * 1024)
    const out = join(disk.path, 'out.jsonl')
    let kept = 0
    const outcomes: string[] = []
    for (let pages = 0; outcomes.at(-1) !== 'done'; pages++) {
      disk.fill(pages * page)
      const { failure, states } = await resolve(out)
      disk.free()
      outcomes.push(failure?.code ?? 'done')
      if (failure) {
        expect(failure).toMatchObject({ code: 'disk-full', message: expect.stringContaining('no room left') })
        expect((await readdir(disk.path)).filter((name) => name !== 'out.jsonl.unfinished')).toEqual([])
      }
      const before = states.filter((state) => state === 'kept').length
      expect(before).toBeGreaterThanOrEqual(kept)
      kept = before
    }
    expect(outcomes.length).toBeGreaterThan(2)
    expect(await readFile(out, 'utf8')).toBe(await readFile(calm, 'utf8'))
    expect(await readdir(disk.path)).toEqual(['out.jsonl'])
  })
})
