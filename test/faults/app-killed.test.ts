import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundleCommand, CommandProcess, type JsonLine } from '../unit/electron/cli/command-process'
import { keptFolder, temporaryFolder } from '../unit/electron/core/temporary-folder'
import { descendantsOf, untilGone } from './processes'
import { continued, failureOf, openStudio, sampleRows } from './studio'

let data: string
beforeAll(bundleCommand)
beforeAll(async () => {
  data = await sampleRows(join(await keptFolder(), 'rows.jsonl'), 40)
})

const settings = ['--iters', '4000', '--batch-size', '4', '--rank', '4', '--max-seq-length', '128', '--save-every', '2', '--seed', '7']
const train = (home: string, ...more: readonly string[]) =>
  new CommandProcess(home, ['train', data, '--model', 'demo', '--json', ...settings, ...more])
const atStep = (step: number) => (line: JsonLine) => line.type === 'run.metric' && (line.step ?? 0) >= step

/** Kills the app alone, and waits until Python has noticed. */
async function killed(app: CommandProcess): Promise<void> {
  const pythons = descendantsOf(app.pid)
  expect(pythons).not.toEqual([])
  app.signal('SIGKILL')
  expect(await app.ended).toBeNull()
  const { left, milliseconds } = await untilGone(pythons)
  console.log(`Python was gone ${milliseconds} ms after the app.`)
  expect(left).toEqual([])
}

describe('the app that is killed', () => {
  it('takes Python with it; the run is found interrupted and is gone on with', async () => {
    const home = await temporaryFolder()
    const app = train(home)
    await app.until(atStep(5))
    await killed(app)
    const studio = await openStudio(home)
    const [run] = studio.services.runs.list()
    expect(run).toMatchObject({ checkpoint: { step: expect.any(Number) }, state: { state: 'interrupted', failure: null } })
    const id = run?.id ?? ''
    const before = await studio.services.runs.metrics(id)
    await studio.services.training.continue(id)
    await expect.poll(async () => (await studio.services.runs.metrics(id)).length, { timeout: 30_000 }).toBeGreaterThan(before.length)
    studio.services.training.pause(id)
    expect((await studio.services.training.ended(id)).state).toMatchObject({ state: 'paused' })
  })

  it('as a host takes Python with it too, and the run it went on with by itself is interrupted again', async () => {
    const home = await temporaryFolder()
    const first = train(home, '--continue-automatically')
    await first.until(atStep(3))
    await killed(first)
    const host = new CommandProcess(home, ['serve', '--json'])
    await host.until(({ type }) => type === 'listening')
    const runId = first.lines.find(({ type }) => type === 'run.started')?.runId ?? ''
    const figures = async () => (await readFile(join(home, 'runs', runId, 'metrics.jsonl'), 'utf8').catch(() => '')).length
    const before = await figures()
    await expect.poll(figures, { timeout: 60_000 }).toBeGreaterThan(before + 2_000)
    await killed(host)
    const studio = await openStudio(home)
    expect(studio.services.runs.get(runId)).toMatchObject({ state: { state: 'interrupted' }, continueAutomatically: true })
  })
})

it('leaves nothing at the target of an export that it was killed in, and the next export works', async () => {
  const home = await temporaryFolder()
  const target = await temporaryFolder()
  const train = new CommandProcess(home, ['train', data, '--model', 'demo', '--json', ...settings, '--iters', '4'])
  expect(await train.ended, train.words).toBe(0)
  const args = ['export', '--run', 'latest', '--format', 'mlx', '--to', join(target, 'fused'), '--json']
  const app = new CommandProcess(home, args)
  const found = () => readdir(target).then((names) => names.length)
  await expect.poll(found, { interval: 1, timeout: 60_000 }).toBeGreaterThan(0)
  app.signal('SIGKILL')
  expect(await app.ended).toBeNull()
  expect((await readdir(target)).filter((name) => !name.startsWith('.'))).toEqual([])
  await expect.poll(async () => (await untilGone(descendantsOf(app.pid))).left).toEqual([])
  const again = new CommandProcess(home, args)
  expect(await again.ended, again.words).toBe(0)
  expect(await readdir(join(target, 'fused'))).toContain('model.safetensors')
})

describe('two instances on one home', () => {
  it('refuses the second in words and leaves the first unharmed; a home left by a killed one is free at once', async () => {
    const home = await temporaryFolder()
    const first = train(home)
    await first.until(atStep(2))
    const second = train(home)
    expect(await second.ended).not.toBe(0)
    expect(second.lines).toEqual([
      { type: 'error', code: 'home-in-use', message: expect.stringContaining('already open'), hint: expect.any(String) },
    ])
    expect(await failureOf(openStudio(home))).toMatchObject({ code: 'home-in-use' })
    const step = first.lines.findLast(({ type }) => type === 'run.metric')?.step ?? 0
    await first.until(atStep(step + 2))
    await killed(first)
    const studio = await openStudio(home)
    expect(studio.services.runs.list()).toHaveLength(1)
  })

  it('opens a home whose last owner died in the middle of taking it', async () => {
    const home = await temporaryFolder()
    await writeFile(join(home, '.owner'), '')
    const studio = await openStudio(home)
    expect(studio.services.runs.list()).toEqual([])
    await studio.close()
    expect((await openStudio(home)).services.runs.list()).toEqual([])
  })
})

it('is the same run that a killed app left, when it is gone on with to its end', async () => {
  const home = await temporaryFolder()
  const app = new CommandProcess(home, ['train', data, '--model', 'demo', '--json', ...settings, '--iters', '30'])
  await app.until(atStep(4))
  await killed(app)
  const studio = await openStudio(home)
  const id = studio.services.runs.list()[0]?.id ?? ''
  expect(await continued(studio, id)).toMatchObject({ state: { state: 'finished' }, usable: true })
  const steps = (await studio.services.runs.metrics(id)).map(({ split, step }) => `${split} ${step}`)
  expect(new Set(steps).size).toBe(steps.length)
})
