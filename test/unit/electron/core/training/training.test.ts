import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { scorecard } from '../../../../../electron/core/scoring/score'
import type { Run, RunState } from '../../../../../electron/shared/run'
import { trainingHome } from './standing-in'

type Home = Awaited<ReturnType<typeof trainingHome>>

/** Starts a run and waits for its end. */
async function trained({ training, request }: Home, ...asked: Parameters<Home['request']>): Promise<Run> {
  const { id } = await training.start(request(...asked))
  return training.ended(id)
}

const stepsOf = async (home: Home, id: string) => (await home.runs.metrics(id)).map(({ split, step }) => `${split} ${step}`)
const weightsOf = (home: Home, id: string, which: 'best' | 'last') =>
  readFile(join(home.runs.files(id)[which], 'adapters.safetensors'), 'utf8')
const phasesOf = ({ events }: Home) =>
  events.flatMap((event) => (event.type === 'run.changed' && event.run.state.state === 'running' ? [event.run.state.phase] : []))

const whole = ['train 1', 'train 2', 'valid 2', 'train 3', 'train 4', 'valid 4', 'train 5', 'train 6', 'valid 6']

/** Waits until a run is at a step, and that is written down. */
const at = (home: Home, id: string, step: number) => expect.poll(() => stepsOf(home, id)).toContain(`train ${step}`)

describe('a run', () => {
  it('goes to its end and keeps what was said on the way', async () => {
    const home = await trainingHome()
    const run = await trained(home, {})
    expect(run).toMatchObject({
      state: { state: 'finished', steps: 6, bestStep: 6, early: false },
      usable: true,
      checkpoint: { step: 6 },
      probe: { rows: 2, width: 32 },
      notes: [],
      workers: 1,
    })
    expect(await stepsOf(home, run.id)).toEqual(whole)
    expect((await home.open()).runs.get(run.id)).toEqual(run)
  })

  it.each(['wandb', 'tensorboard', null] as const)('shows Python the keys of the tool that its curves go to (%s)', async (tool) => {
    vi.stubEnv('WANDB_API_KEY', 'a key')
    onTestFinished(() => void vi.unstubAllEnvs())
    const home = await trainingHome(1, 'echo "the key: $WANDB_API_KEY" >&2')
    const run = await trained(home, { report_to: tool })
    expect(await home.runs.log(run.id)).toContain(tool === 'wandb' ? 'the key: a key\n' : 'the key: \n')
  })

  it('says that it ended early', async () => {
    expect(await trained(await trainingHome(), { project_name: 'early at 5' })).toMatchObject({ state: { state: 'finished', early: true } })
  })

  it('is judged by the rewrites of its validation rows', async () => {
    const home = await trainingHome()
    const run = await trained(home, { best_by: 'score', score_rows: 1 })
    const scores = (await home.runs.metrics(run.id)).flatMap((point) => (point.split === 'valid' ? [point.score] : []))
    // The stand-in hands the text back unchanged, which resolves nothing.
    expect(scores).toEqual([0, 0, 0])
    expect(run.notes).toEqual([])
  })

  it('names where it diverged and what is kept', async () => {
    const run = await trained(await trainingHome(), { project_name: 'diverged at 5' })
    expect(run.state).toMatchObject({
      state: 'diverged',
      step: 5,
      bestStep: 4,
      message: expect.stringMatching(/step 5, on rows \d, \d .* those of step 4 again/),
    })
    const early = await trained(await trainingHome(), { project_name: 'diverged at 1' })
    expect(early.state).toMatchObject({ state: 'diverged', message: expect.stringContaining('Nothing was kept') })
  })

  it.each([
    ['killed', 'sidecar-killed', 'killed from outside'],
    ['memory', 'out-of-memory', 'ran out of memory'],
    ['watchdog', 'sidecar-died', 'ended by macOS'],
    ['ended', 'sidecar-died', 'asked from outside'],
  ])('is interrupted, with the cause, when Python goes (%s)', async (what, code, message) => {
    const run = await trained(await trainingHome(), { project_name: `${what} at 4` })
    expect(run).toMatchObject({
      state: { state: 'interrupted', step: 3, bestStep: 2, failure: { code, message: expect.stringContaining(message) } },
      checkpoint: { step: 2 },
      usable: true,
    })
  })

  it('is interrupted when Python goes before the first checkpoint, and begins anew', async () => {
    const home = await trainingHome()
    const run = await trained(home, { project_name: 'killed at 2 once' })
    expect(run).toMatchObject({ state: { state: 'interrupted', failure: { code: 'sidecar-killed' } }, checkpoint: null, usable: false })
    await home.training.continue(run.id)
    expect((await home.training.ended(run.id)).state).toMatchObject({ state: 'finished', steps: 6 })
    expect(await stepsOf(home, run.id)).toEqual(whole)
  })

  it.each(['silent', 'frozen'])('is interrupted when Python is %s', async (what) => {
    const run = await trained(await trainingHome(0.002), { project_name: `${what} at 4` })
    expect(run.state).toMatchObject({ state: 'interrupted', failure: { code: 'sidecar-silent' } })
  })

  it('is stopped, or put aside, at its next step', async () => {
    const home = await trainingHome()
    const ends: RunState[] = []
    for (const wish of ['stop', 'pause'] as const) {
      const { id } = await home.training.start(home.request({ project_name: 'hold at 4' }))
      await at(home, id, 3)
      home.training[wish](id)
      ends.push((await home.training.ended(id)).state)
    }
    expect(ends).toMatchObject([
      { state: 'stopped', steps: 3, bestStep: 2 },
      { state: 'paused', step: 3, bestStep: 2 },
    ])
    expect(phasesOf(home)).toEqual(expect.arrayContaining(['stopping', 'pausing']))
  })

  it('is stopped with its reason when its figures cannot be written down', async () => {
    const home = await trainingHome()
    const { id } = await home.training.start(home.request({ project_name: 'hold at 4' }))
    await mkdir(home.runs.files(id).metrics)
    expect((await home.training.ended(id)).state).toMatchObject({ state: 'failed', failure: { code: 'file-not-written' } })
  })

  it('is left paused by the app that closes', async () => {
    const home = await trainingHome()
    const { id } = await home.training.start(home.request({ project_name: 'hold at 4' }))
    await at(home, id, 3)
    await home.training.close()
    expect(home.runs.get(id)).toMatchObject({ state: { state: 'paused', step: 3 }, checkpoint: { step: 3 } })
  })

  it('is found interrupted, with its checkpoint, after the app died', async () => {
    const home = await trainingHome()
    const { id } = await home.training.start(home.request({ project_name: 'hold at 4' }))
    await at(home, id, 3)
    const { runs } = await home.open()
    expect(runs.get(id)).toMatchObject({ state: { state: 'interrupted', step: 3, bestStep: 2, failure: null }, checkpoint: { step: 2 } })
    home.training.stop(id)
    await home.training.ended(id)
  })

  it('refuses workers that are none, before anything is made', async () => {
    const home = await trainingHome()
    const workers = join(home.layout.root, 'hosts.json')
    await writeFile(workers, '[{"ssh": "127.0.0.1", "ips": []}]')
    await expect(home.training.start(home.request({}, { workers }))).rejects.toMatchObject({ failure: { code: 'bad-input' } })
    expect(await readdir(home.layout.runs)).toEqual([])
  })
})

describe('a run that goes on', () => {
  it.each(['killed', 'watchdog', 'ended'])('ends as one that was never %s', async (what) => {
    const home = await trainingHome()
    const { id } = await trained(home, { project_name: `${what} at 4 once` })
    const continued = await home.training.continue(id)
    expect(continued.state).toMatchObject({ state: 'running', phase: 'queued', step: 2, totalSteps: 6 })
    expect((await home.training.ended(id)).state).toMatchObject({ state: 'finished', steps: 6 })
    expect(await stepsOf(home, id)).toEqual(whole)
    expect(await weightsOf(home, id, 'last')).toBe('weights of step 6')
    expect(home.events).toContainEqual({ type: 'run.rewound', runId: id, step: 2 })
  })

  it('tells the window of the figures it takes back before those that replace them', async () => {
    const home = await trainingHome()
    const { id } = await trained(home, { project_name: 'killed at 4 once' })
    await home.training.continue(id)
    await home.training.ended(id)
    const told: string[] = []
    for (const event of home.events) {
      if (event.type === 'run.metric') told.push(`${event.metric.split} ${event.metric.step}`)
      if (event.type === 'run.rewound') told.splice(0, told.length, ...told.filter((figure) => Number(figure.split(' ')[1]) <= event.step))
    }
    expect(told).toEqual(whole)
  })

  it('goes back further where its newest checkpoint is damaged, and says so', async () => {
    const home = await trainingHome()
    const { id } = await trained(home, { project_name: 'killed at 6 once' })
    await writeFile(join(home.runs.files(id).checkpoints, '00000004', 'adapters.safetensors'), '')
    await home.training.continue(id)
    const run = await home.training.ended(id)
    expect(run).toMatchObject({ state: { state: 'finished' }, notes: [{ message: expect.stringContaining('damaged') }] })
    expect(home.events).toContainEqual({ type: 'run.rewound', runId: id, step: 2 })
    expect(await stepsOf(home, id)).toEqual(whole)
  })

  it('keeps its figures and settings through the app’s end', async () => {
    const home = await trainingHome()
    const { id } = await home.training.start(home.request({ project_name: 'hold at 4 once' }))
    await at(home, id, 3)
    await home.training.close()
    const later = await home.open()
    await later.training.continue(id, { save_every: 3 })
    expect(await later.training.ended(id)).toMatchObject({ state: { state: 'finished', steps: 6 }, config: { save_every: 3, iters: 6 } })
    expect(await stepsOf(home, id)).toEqual(whole)
  })

  it('goes on at half the rate where it had diverged, and says so', async () => {
    const home = await trainingHome()
    const { id } = await trained(home, { project_name: 'diverged at 5 once' })
    await home.training.continue(id)
    expect(await home.training.ended(id)).toMatchObject({
      state: { state: 'finished' },
      config: { on_divergence: 'halve' },
      notes: [{ message: expect.stringContaining('half the rate') }],
    })
  })

  it('is what it was where it is taken back while it waits', async () => {
    const home = await trainingHome()
    const first = await trained(home, { project_name: 'killed at 4 once' })
    const { id } = await home.training.start(home.request({ project_name: 'hold at 4' }))
    await home.training.continue(first.id)
    home.training.pause(first.id)
    expect((await home.training.ended(first.id)).state).toMatchObject({ state: 'paused', step: 2, bestStep: 2 })
    home.training.stop(id)
    await home.training.ended(id)
  })

  it('is refused in words where it cannot', async () => {
    const home = await trainingHome()
    const refused = (id: string) => home.training.continue(id).then(String, (error) => error.failure.code)
    const done = await trained(home, {})
    const lost = await trained(home, { project_name: 'killed at 4' })
    await rm(home.runs.files(lost.id).checkpoints, { recursive: true })
    expect([await refused(done.id), await refused('r-none')]).toEqual(['not-allowed', 'not-found'])
    await home.training.continue(lost.id)
    expect((await home.training.ended(lost.id)).state).toMatchObject({ state: 'failed', failure: { code: 'checkpoint-missing' } })
    expect(await weightsOf(home, lost.id, 'last')).toBe('weights of step 2')
  })

  it('has no scores any more, since its weights may change', async () => {
    const home = await trainingHome()
    const { id } = await trained(home, { project_name: 'killed at 4 once' })
    const systems = [{ system: 'base' as const, card: scorecard([]), projected: null }]
    await home.runs.update(id, { comparison: { data: 'held-out rows', at: new Date().toISOString(), systems, pairs: [], hashes: [] } })
    expect((await home.training.continue(id)).comparison).toBeNull()
    await home.training.ended(id)
    expect((await home.open()).runs.get(id).comparison).toBeNull()
  })

  it('does not begin in an app that closes meanwhile, and is as it was', async () => {
    const home = await trainingHome()
    const before = await trained(home, { project_name: 'killed at 4 once' })
    const going = home.training.continue(before.id)
    await home.training.close()
    await expect(going).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    expect(home.runs.get(before.id)).toEqual(before)
    expect((await home.open()).runs.get(before.id)).toEqual(before)
  })

  it('never goes on alone where it had workers', async () => {
    const home = await trainingHome()
    const { id } = await trained(home, { project_name: 'killed at 4 once' })
    await home.runs.update(id, { workers: 2 })
    await home.training.continue(id)
    expect((await home.training.ended(id)).state).toMatchObject({
      state: 'failed',
      failure: { code: 'file-unreadable', message: expect.stringContaining('2 workers') },
    })
  })

  it('goes on at half the rate after it diverged, also where other settings are named', async () => {
    const home = await trainingHome()
    const { id } = await trained(home, { project_name: 'diverged at 5 once' })
    const named = { on_divergence: 'stop', steps_per_report: 2 } as const
    expect((await home.training.continue(id, named)).config).toMatchObject({ on_divergence: 'halve', steps_per_report: 2 })
    await home.training.ended(id)
  })

  it('is not begun twice', async () => {
    const home = await trainingHome()
    const { id } = await trained(home, { project_name: 'killed at 4 once' })
    const both = await Promise.allSettled([home.training.continue(id), home.training.continue(id)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await home.training.ended(id)).state).toMatchObject({ state: 'finished' })
  })
})

describe('a run that goes on by itself', () => {
  it('does so, and notes why', async () => {
    const run = await trained(await trainingHome(), { project_name: 'killed at 4 once' }, { continueAutomatically: true })
    expect(run).toMatchObject({
      state: { state: 'finished', steps: 6 },
      notes: [{ message: expect.stringMatching(/Interrupted at step 3.*killed from outside/) }],
    })
  })

  it('does so where it was asked to while it trained', async () => {
    const home = await trainingHome()
    const { id } = await home.training.start(home.request({ project_name: 'killed at 4 once' }))
    await home.runs.update(id, { continueAutomatically: true })
    expect((await home.training.ended(id)).state).toMatchObject({ state: 'finished', steps: 6 })
  })

  it('gives up after three times, and says so', async () => {
    const run = await trained(await trainingHome(), { project_name: 'killed at 4' }, { continueAutomatically: true })
    expect(run.state).toMatchObject({ state: 'interrupted', failure: { code: 'sidecar-killed' } })
    expect(run.notes.at(-1)?.message).toContain('interrupted 4 times within five minutes')
    expect(run.interruptions).toEqual(Array.from({ length: 4 }, () => ({ at: expect.any(String), code: 'sidecar-killed', step: 2 })))
  })

  it('counts the times that the app itself was killed, until a person continues it', async () => {
    const home = await trainingHome()
    const { id, createdAt } = await trained(home, { project_name: 'killed at 4 once' }, { continueAutomatically: false })
    const killed = { state: 'running', phase: 'training', step: 3, totalSteps: 6, startedAt: createdAt } as const
    await home.runs.update(id, { continueAutomatically: true, state: killed })
    let app = await home.open()
    for (const _ of ['second', 'third']) {
      await app.runs.update(id, { state: killed })
      app = await home.open()
    }
    await app.training.continueInterrupted()
    expect(app.runs.get(id)).toMatchObject({
      state: { state: 'interrupted' },
      notes: [{ message: expect.stringContaining('interrupted 4 times') }],
    })
    expect((await app.training.continue(id)).interruptions).toEqual([])
    expect((await app.training.ended(id)).state.state).toBe('finished')
  })

  it('does not try the same memory again', async () => {
    const run = await trained(await trainingHome(), { project_name: 'memory at 4 once' }, { continueAutomatically: true })
    expect(run).toMatchObject({ state: { state: 'interrupted' }, notes: [{ message: expect.stringContaining('same memory') }] })
  })

  it('is found and gone on with when the app starts, and no other run is', async () => {
    const home = await trainingHome()
    const ids: string[] = []
    for (const continueAutomatically of [true, false]) {
      const run = await trained(home, { project_name: 'killed at 4 once' }, { continueAutomatically: false })
      // As the app leaves it when it is killed with everything else.
      await home.runs.update(run.id, {
        continueAutomatically,
        state: { state: 'running', phase: 'training', step: 3, totalSteps: 6, startedAt: run.createdAt },
      })
      ids.push(run.id)
    }
    const later = await home.open()
    await later.training.continueInterrupted()
    const ends = await Promise.all(ids.map((id) => later.training.ended(id)))
    expect(ends.map(({ state }) => state.state)).toEqual(['finished', 'interrupted'])
  })
})
