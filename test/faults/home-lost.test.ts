import { spawnSync } from 'node:child_process'
import { access, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rowAt } from '../unit/electron/core/row-at'
import { temporaryFolder } from '../unit/electron/core/temporary-folder'
import { SmallDisk, whyNoSmallDisk } from './small-disk'
import { failureOf, learned, openStudio, request, sampleRows, trained } from './studio'

const reason = whyNoSmallDisk()
const long = { iters: 400, save_every: 4, steps_per_eval: 20 }

describe.skipIf(reason !== null)(`a home that cannot be written to${reason === null ? '' : `, not tried since ${reason}`}`, () => {
  it('ends a run in words, refuses what would write, and works again when it can be', async () => {
    const disk = await SmallDisk.mounted(64 * 1024 * 1024)
    const home = join(disk.path, 'home')
    const path = await sampleRows(join(disk.path, 'rows.jsonl'))
    const studio = await openStudio(home)
    const { training, runs, datasets } = studio.services
    const asked = await request(studio, path, long)
    const { id } = await training.start(asked)
    await expect.poll(() => runs.get(id).checkpoint?.step ?? 0, { interval: 5, timeout: 30_000 }).toBeGreaterThan(0)
    // Refused while a file is open for writing, so it is tried until it succeeds.
    await expect.poll(() => readOnly(disk), { interval: 1, timeout: 30_000 }).toBe(true)
    const run = await training.ended(id)
    expect(run.state).toMatchObject({ failure: { code: 'file-not-written', message: expect.stringMatching(/\S/) } })
    expect(await failureOf(training.start(asked))).toMatchObject({ code: 'file-not-written' })
    const dataset = datasets.get((await datasets.openPath(path)).id)
    const before = (await dataset.bench.row(await rowAt(dataset, 0))).raw
    expect(await failureOf(dataset.edits.type(await rowAt(dataset, 0), '{"text": "a"}'))).toMatchObject({ code: 'file-not-written' })
    expect((await dataset.bench.row(await rowAt(dataset, 0))).raw).toBe(before)
    await studio.close()
    expect(await failureOf(openStudio(home))).toMatchObject({ code: 'file-not-written' })

    disk.remount('rw')
    await ownerEnded(home)
    const later = await openStudio(home)
    expect(later.services.runs.get(id)).toMatchObject({ state: { state: 'interrupted' }, usable: true })
    await later.services.training.continue(id)
    await expect.poll(() => later.services.runs.get(id).state).toMatchObject({ state: 'running' })
    later.services.training.pause(id)
    expect((await later.services.training.ended(id)).state).toMatchObject({ state: 'paused' })
  })
})

describe('a home that vanishes', () => {
  it('while a run trains ends the run in words, and all is there when it is back', async () => {
    const home = join(await temporaryFolder(), 'home')
    const path = await sampleRows(`${home}-rows.jsonl`)
    const studio = await openStudio(home)
    const { training, runs } = studio.services
    const { id } = await training.start(await request(studio, path, long))
    await expect.poll(() => runs.get(id).checkpoint?.step ?? 0, { interval: 5, timeout: 30_000 }).toBeGreaterThan(0)
    await rename(home, `${home}-elsewhere`)
    const { state } = await training.ended(id)
    expect(state).toMatchObject({ failure: { message: expect.stringMatching(/\S/), hint: expect.stringMatching(/\S/) } })
    expect(await failureOf(request(studio, path, long).then((asked) => training.start(asked)))).toMatchObject({ code: 'file-not-written' })
    await studio.close()
    await expect(access(home)).rejects.toThrow('ENOENT')
    await ownerEnded(`${home}-elsewhere`)

    const later = await openStudio(`${home}-elsewhere`)
    expect(later.services.runs.get(id)).toMatchObject({ state: { state: 'interrupted' }, usable: true })
    await later.services.training.continue(id)
    later.services.training.pause(id)
    expect((await later.services.training.ended(id)).state).toMatchObject({ state: 'paused' })
  })

  it('before a record is written keeps it as it was, and nothing half comes in its place', async () => {
    const home = join(await temporaryFolder(), 'home')
    const path = await sampleRows(`${home}-rows.jsonl`)
    const studio = await openStudio(home)
    const run = await trained(studio, path)
    const before = await learned(studio, run.id)
    await rename(home, `${home}-elsewhere`)
    expect(await failureOf(studio.services.runs.update(run.id, { name: 'another' }))).toMatchObject({ code: 'file-not-written' })
    await studio.close()
    await expect(access(home)).rejects.toThrow('ENOENT')
    await ownerEnded(`${home}-elsewhere`)
    const later = await openStudio(`${home}-elsewhere`)
    expect(later.services.runs.get(run.id)).toEqual(run)
    expect(await learned(later, run.id)).toEqual(before)
  })
})

/** An app ends with its process: the lock that it could not take away is of a process that is gone. */
async function ownerEnded(home: string): Promise<void> {
  const { pid } = spawnSync(process.execPath, ['-e', ''])
  await writeFile(join(home, '.owner'), String(pid))
}

function readOnly(disk: SmallDisk): boolean {
  try {
    disk.remount('ro')
    return true
  } catch {
    return false
  }
}
