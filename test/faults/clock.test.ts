import { existsSync, readdirSync } from 'node:fs'
import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundleCommand, CommandProcess, type JsonLine } from '../unit/electron/cli/command-process'
import { keptFolder, temporaryFolder } from '../unit/electron/core/temporary-folder'
import { learned, openStudio, sampleRows } from './studio'

/** Debian's library that tells processes another time (package faketime); null where it is not installed. */
const library = ['x86_64-linux-gnu', 'aarch64-linux-gnu']
  .map((triplet) => `/usr/lib/${triplet}/faketime/libfaketimeMT.so.1`)
  .find((path) => existsSync(path))

let data: string
beforeAll(bundleCommand)
beforeAll(async () => {
  data = await sampleRows(join(await keptFolder(), 'rows.jsonl'))
})

const settings = ['--iters', '120', '--batch-size', '2', '--rank', '4', '--max-seq-length', '128', '--save-every', '10', '--seed', '7']
const atStep = (step: number) => (line: JsonLine) => line.type === 'run.metric' && (line.step ?? 0) >= step

/** Trains while the clock is set to other offsets on the way. */
async function trainedThrough(offsets: readonly string[], environment: Readonly<Record<string, string>>) {
  const home = await temporaryFolder()
  const clock = join(home, '..', `${home.split('/').at(-1)}.clock`)
  await writeFile(clock, '+0')
  const faked = { LD_PRELOAD: library ?? '', FAKETIME_TIMESTAMP_FILE: clock, FAKETIME_NO_CACHE: '1', ...environment }
  const command = new CommandProcess(home, ['train', data, '--model', 'demo', '--json', ...settings], library ? faked : {})
  for (const [place, offset] of offsets.entries()) {
    await command.until(atStep(5 + 5 * place))
    await writeFile(clock, offset)
  }
  expect(await command.ended, command.words).toBe(0)
  expect(command.lines.at(-1)).toMatchObject({ type: 'result', status: 'finished' })
  const studio = await openStudio(home)
  const id = command.lines.find(({ type }) => type === 'run.started')?.runId ?? ''
  const { createdAt, state, notes } = studio.services.runs.get(id)
  expect(notes).toEqual([])
  if (state.state !== 'finished') throw new Error(`It is ${state.state}.`)
  const hours = Math.round((Date.parse(state.finishedAt) - Date.parse(createdAt)) / 3_600_000)
  const result = await learned(studio, id)
  await studio.close()
  return { hours, result }
}

const why = library === undefined ? ', not tried since Debian’s faketime is not installed' : ''

describe.skipIf(library === undefined)(`a clock that is set to another time${why}`, () => {
  it('eight hours ahead and back again in the middle of a run changes nothing of it', async () => {
    const { result } = await trainedThrough([], {})
    const wallOnly = { FAKETIME_DONT_FAKE_MONOTONIC: '1' }
    expect(await trainedThrough(['+8h', '+0', '-8h'], wallOnly)).toEqual({ hours: -8, result })
    // As after sleep on systems whose steady clock runs on meanwhile.
    expect(await trainedThrough(['+8h'], {})).toEqual({ hours: 8, result })
  })
})

it('opens a home whose lock is dated in the future, or long ago, where its owner is gone', async () => {
  for (const hours of [8, -8]) {
    const home = await temporaryFolder()
    const owner = new CommandProcess(home, ['train', data, '--model', 'demo', '--json', ...settings, '--iters', '4000'])
    await owner.until(atStep(2))
    owner.killEverything()
    expect(await owner.ended).toBeNull()
    const then = Date.now() / 1000 + hours * 3600
    await utimes(join(home, '.lock'), then, then)
    const studio = await openStudio(home)
    expect(studio.services.runs.list()).toMatchObject([{ state: { state: 'interrupted' } }])
    expect(readdirSync(join(home, 'runs'))).toHaveLength(1)
    await studio.close()
  }
})
