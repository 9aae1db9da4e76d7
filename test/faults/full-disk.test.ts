import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { OpenAntecedent } from '../../electron/core/antecedent'
import { rowAt } from '../unit/electron/core/row-at'
import { descendantsOf } from './processes'
import { page, SmallDisk, whyNoSmallDisk } from './small-disk'
import { continued, failureOf, learned, openStudio, request, sampleRows, short, trained, unfinished } from './studio'

const reason = whyNoSmallDisk()
const MiB = 1024 * 1024

/** A disk with a home and a dataset on it, and the app. */
async function given() {
  const disk = await SmallDisk.mounted(64 * MiB)
  const home = join(disk.path, 'home')
  const path = await sampleRows(join(disk.path, 'rows.jsonl'))
  return { disk, home, path, studio: await openStudio(home) }
}

/** Stands still meanwhile, so that nothing is written between. */
function held(work: () => void): void {
  const pythons = descendantsOf(process.pid)
  for (const pid of pythons) process.kill(pid, 'SIGSTOP')
  work()
  for (const pid of pythons) process.kill(pid, 'SIGCONT')
}

const datasetAt = async ({ services }: OpenAntecedent, path: string) => services.datasets.get((await services.datasets.openPath(path)).id)

describe.skipIf(reason !== null)(`a disk without room${reason === null ? '' : `, not tried since ${reason}`}`, () => {
  it('starts a run whole or not at all, whichever of its files finds no room', async () => {
    const { disk, home, path, studio } = await given()
    const asked = await request(studio, path)
    const outcomes: string[] = []
    for (let pages = 0; outcomes.at(-1) !== 'started'; pages++) {
      disk.fill(pages * page)
      const started = await studio.services.training.start(asked).catch((error: { failure: { code: string; message: string } }) => error)
      if ('failure' in started) {
        expect(started.failure).toMatchObject({ code: 'disk-full', message: expect.stringContaining('no room left') })
        expect(await readdir(join(home, 'runs'))).toEqual([])
        expect(studio.services.runs.list()).toEqual([])
        outcomes.push('disk-full')
      } else {
        outcomes.push('started')
        // Its Python finds the disk as full.
        expect(await studio.services.training.ended(started.id)).toMatchObject({
          state: { state: 'interrupted', failure: { code: 'disk-full' } },
        })
      }
    }
    // run.json, the three parts of the data, rows.json and prompt.json at least.
    expect(outcomes.length).toBeGreaterThan(6)
    disk.free()
    expect(await trained(studio, path)).toMatchObject({ state: { state: 'finished' } })
    expect(await unfinished(home)).toEqual([])
  })

  it('ends a run that trains with its last checkpoint, and it goes on to the very bytes when there is room again', async () => {
    const long = { ...short, iters: 60, steps_per_eval: 20, save_every: 5 }
    const { disk, home, path, studio } = await given()
    const calm = await learned(studio, (await trained(studio, path, long)).id)
    for (const left of [0, page, 2 * page, 5 * page, MiB, 15 * MiB]) {
      const { id } = await studio.services.training.start(await request(studio, path, long))
      await expect.poll(() => studio.services.runs.get(id).checkpoint?.step ?? 0, { interval: 1, timeout: 30_000 }).toBeGreaterThan(0)
      held(() => disk.fill(left))
      const run = await studio.services.training.ended(id)
      expect(run, `${left} bytes left`).toMatchObject({ state: { state: 'interrupted', failure: { code: 'disk-full' } } })
      expect(await readFile(studio.services.runs.files(id).record, 'utf8')).toContain(id)
      disk.free()
      expect(await continued(studio, id)).toMatchObject({ state: { state: 'finished' } })
      expect(await learned(studio, id), `${left} bytes left`).toEqual(calm)
    }
    expect(await unfinished(home)).toEqual([])
    await studio.close()
    const states = (await openStudio(home)).services.runs.list().map(({ state }) => state.state)
    expect(new Set(states)).toEqual(new Set(['finished']))
  })

  it('keeps the edit before, or the new one, and never half of one', async () => {
    const { disk, path, studio: first, home } = await given()
    await first.close()
    const long = row(`second ${'and so on '.repeat(800)}`)
    for (const left of [0, page, 2 * page]) {
      const studio = await openStudio(home)
      const dataset = await datasetAt(studio, path)
      await dataset.edits.type(await rowAt(dataset, 0), row('first'))
      const second = await rowAt(dataset, 1)
      await dataset.edits.revert({ of: 'rows', ids: [second] })
      disk.fill(left)
      // The journal's last page has room of its own: what is longer than that fails.
      const outcome = await dataset.edits.type(second, long).then(
        () => null,
        (error: { failure: unknown }) => error.failure,
      )
      if (left < 2 * page) expect(outcome).toMatchObject({ code: 'disk-full' })
      const { raw } = await dataset.bench.row(second)
      expect(raw === long).toBe(outcome === null)
      disk.free()
      await studio.close()
      const reopened = await openStudio(home)
      const found = await datasetAt(reopened, path)
      expect([(await found.bench.row(await rowAt(found, 0))).raw, (await found.bench.row(await rowAt(found, 1))).raw]).toEqual([
        row('first'),
        raw,
      ])
      await reopened.close()
    }
  })

  it('saves a dataset whole or leaves it, keeps the edits, and saves when there is room again', async () => {
    const { disk, path, studio: first, home } = await given()
    await first.close()
    const before = await readFile(path, 'utf8')
    const outcomes: boolean[] = []
    for (let pages = 0; !outcomes.at(-1); pages++) {
      const studio = await openStudio(home)
      const dataset = await datasetAt(studio, path)
      const text = row(`saved with ${pages} pages`)
      await dataset.edits.type(await rowAt(dataset, 0), text)
      disk.fill(pages * page)
      const failure = await dataset.bench.save(false).then(
        () => null,
        (error: { failure: unknown }) => error.failure,
      )
      outcomes.push(failure === null)
      if (failure) expect(failure).toMatchObject({ code: 'disk-full' })
      const now = await readFile(path, 'utf8')
      const whole = [text, ...before.split('\n').slice(1)].join('\n')
      expect(now === whole || (failure !== null && now === before)).toBe(true)
      expect((await dataset.bench.row(await rowAt(dataset, 0))).raw).toBe(text)
      disk.free()
      // Whoever opens it now finds the edit, in the file or beside it, and what was edited after that.
      await dataset.edits.type(await rowAt(dataset, 1), row(`beside ${pages} pages`))
      await studio.close()
      const reopened = await openStudio(home)
      const found = await datasetAt(reopened, path)
      expect([(await found.bench.row(await rowAt(found, 0))).raw, (await found.bench.row(await rowAt(found, 1))).raw]).toEqual([
        text,
        row(`beside ${pages} pages`),
      ])
      await found.edits.revert({ of: 'rows', ids: [await rowAt(found, 1)] })
      await reopened.close()
    }
    expect(outcomes.length).toBeGreaterThan(2)
    expect(await unfinished(disk.path)).toEqual([])
  })

  it('exports an adapter whole or not at all, whichever of its files finds no room', async () => {
    const { disk, home, path, studio } = await given()
    const { id } = await trained(studio, path)
    const folder = join(disk.path, 'exports')
    await mkdir(folder)
    const { signal } = new AbortController()
    let failures = 0
    for (let pages = 0; (await readdir(folder)).length === 0; pages++) {
      disk.fill(pages * page)
      const exported = studio.services.exporting.export({ runId: id, format: 'adapter', folder, name: 'out' }, signal)
      const failure = await exported.then(
        () => null,
        (error: { failure: unknown }) => error.failure,
      )
      expect(await readdir(folder), `${pages} pages left`).toEqual(failure === null ? ['out'] : [])
      expect(studio.services.runs.get(id).exports).toHaveLength(failure === null ? 1 : 0)
      if (failure === null) continue
      expect(failure).toMatchObject({ code: 'disk-full' })
      failures += 1
    }
    expect(failures).toBeGreaterThan(3)
    expect(await unfinished(home)).toEqual([])
  })

  it('exports a fused model whole or not at all', async () => {
    const { disk, home, path, studio } = await given()
    const { id } = await trained(studio, path)
    const folder = join(disk.path, 'exports')
    await mkdir(folder)
    const asked = { runId: id, format: 'mlx', folder, name: 'out' } as const
    const { signal } = new AbortController()
    for (const left of [0, 5 * page, 3 * MiB]) {
      disk.fill(left)
      expect(await failureOf(studio.services.exporting.export(asked, signal)), `${left} bytes left`).toMatchObject({ code: 'disk-full' })
      expect(await readdir(folder)).toEqual([])
    }
    disk.free()
    await studio.services.exporting.export(asked, signal)
    expect(await readdir(folder)).toEqual(['out'])
    expect(await unfinished(home)).toEqual([])
  })

  it('opens no home without room, in words, and opens it when there is some', async () => {
    const disk = await SmallDisk.mounted(MiB)
    disk.fill(0)
    const home = join(disk.path, 'home')
    expect(await failureOf(openStudio(home))).toMatchObject({ code: 'disk-full' })
    disk.free()
    expect((await openStudio(home)).services.runs.list()).toEqual([])
  })
})

function row(answer: string): string {
  const messages = [
    { role: 'user', content: 'Anna sat. She left.' },
    { role: 'assistant', content: answer },
  ]
  return JSON.stringify({ messages })
}
