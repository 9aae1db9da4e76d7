import { describe, expect, it } from 'vitest'
import { type Ending, phaseOf, stateAfter, stateAfterError } from '../../../../../electron/core/training/run-state'
import { type ErrorCode, StudioError } from '../../../../../electron/shared/errors'
import type { Result } from '../../../../../electron/shared/protocol'

const at = '2026-01-02T03:04:05.000Z'
const ending: Ending = {
  wish: null,
  usable: true,
  checkpoint: { step: 20, at },
  reached: { step: 23, bestStep: 10, bestLoss: 0.5, seconds: 7, footprintBytes: 6e9 },
  places: null,
  memoryBytes: 16e9,
  at,
}
const answer: Result<'train'> = { status: 'stopped', steps: 21, bestStep: 10, bestLoss: 0.5, early: false, seconds: 8, diverged: null }

describe('a run whose training answered', () => {
  it('has finished, early where nothing got better', () => {
    for (const early of [false, true])
      expect(stateAfter({ ...answer, status: 'finished', early }, { ...ending, wish: 'pause' })).toMatchObject({ state: 'finished', early })
  })

  it('is what was wished', () => {
    expect(stateAfter(answer, { ...ending, wish: 'stop' })).toMatchObject({ state: 'stopped', steps: 21, bestStep: 10 })
    expect(stateAfter(answer, { ...ending, wish: 'pause' })).toEqual({ state: 'paused', step: 21, bestStep: 10, pausedAt: at })
  })

  it('is interrupted where nobody wished it', () => {
    expect(stateAfter(answer, ending)).toMatchObject({ state: 'interrupted', step: 21, failure: { code: 'sidecar-died' } })
  })

  it('stands where it stood when it was ended while it loaded', () => {
    const loading = { ...answer, steps: 0, bestStep: null, bestLoss: null }
    expect(stateAfter(loading, { ...ending, wish: 'pause' })).toMatchObject({ state: 'paused', step: 20, bestStep: 10 })
    expect(stateAfter({ ...loading, seconds: 0 }, { ...ending, wish: 'stop' })).toMatchObject({
      state: 'stopped',
      steps: 20,
      bestStep: 10,
      bestLoss: 0.5,
      seconds: 7,
    })
    expect(stateAfter(loading, { ...ending, wish: 'pause', checkpoint: null })).toMatchObject({ state: 'paused', step: 0 })
  })

  it('keeps nothing where there is nothing', () => {
    expect(() => stateAfter(answer, { ...ending, wish: 'stop', usable: false, checkpoint: null })).toThrow('Cancelled.')
  })

  it.each([
    [20, 'those of step 20 again'],
    [null, 'Nothing was kept'],
  ])('says where it diverged, on what, and what was kept (%s)', (keptStep, words) => {
    const diverged = { step: 22, rows: [0, 6], keptStep }
    expect(stateAfter({ ...answer, status: 'diverged', diverged }, ending)).toEqual({
      state: 'diverged',
      step: 22,
      rows: [],
      bestStep: 10,
      message: expect.stringMatching(`at step 22, on rows 1, 7 of its train.jsonl.*${words}`),
      finishedAt: at,
    })
  })
})

it.each([
  [[0, 2], [40, 30, 11], [11, 40], 'on rows 12, 41 of the dataset'],
  [[1], [40, 30, 11], [30], 'on row 31 of the dataset'],
  [[0, 9], [40, 30, 11], [], 'on rows 1, 10 of its train.jsonl'],
])('names diverged rows by their places in the dataset where all of them are known (%s)', (rows, places, named, words) => {
  const diverged = { step: 22, rows, keptStep: null }
  expect(stateAfter({ ...answer, status: 'diverged', diverged }, { ...ending, places })).toMatchObject({
    rows: named,
    message: expect.stringContaining(words),
  })
})

describe('a run whose training failed', () => {
  const after = (code: ErrorCode, change: Partial<Ending> = {}) =>
    stateAfterError(new StudioError({ code, message: 'What happened.', hint: 'What to do.' }), 'r-1', { ...ending, ...change })

  it.each(['sidecar-died', 'sidecar-killed', 'sidecar-silent', 'worker-lost', 'out-of-memory', 'disk-full'] as const)(
    'is interrupted by %s, with a checkpoint or without',
    (code) => {
      const failure = { code, message: 'What happened.', hint: 'What to do.', where: { runId: 'r-1' } }
      expect(after(code)).toEqual({ state: 'interrupted', step: 23, bestStep: 10, failure })
      expect(after(code, { checkpoint: null, reached: { ...ending.reached, step: 0 } })).toMatchObject({
        state: 'interrupted',
        step: 0,
        failure,
      })
    },
  )

  it('has failed where it was at fault, checkpoint or not', () => {
    for (const code of ['model-invalid', 'run-differs', 'file-not-written', 'internal'] as const)
      expect(after(code)).toMatchObject({ state: 'failed', failure: { code } })
  })

  it('has run out of memory where it was killed while it took most of the machine', () => {
    const full = { reached: { ...ending.reached, footprintBytes: 13e9 } }
    expect(after('sidecar-killed', full)).toMatchObject({
      state: 'interrupted',
      failure: { code: 'out-of-memory', message: expect.stringContaining('81 %') },
    })
    expect(after('sidecar-died', full)).toMatchObject({ failure: { code: 'sidecar-died' } })
  })

  it('never is behind its checkpoint', () => {
    expect(after('sidecar-died', { reached: { ...ending.reached, step: 3 } })).toMatchObject({ step: 20 })
  })

  it('is again what it was where it was taken back before it went on', () => {
    expect(after('cancelled', { wish: 'pause' })).toEqual({ state: 'paused', step: 20, bestStep: 10, pausedAt: at })
    expect(after('cancelled', { wish: 'pause', checkpoint: null })).toMatchObject({ state: 'paused', step: 0 })
    expect(after('cancelled', { wish: 'stop' })).toMatchObject({ state: 'stopped', steps: 20, bestStep: 10, bestLoss: 0.5, seconds: 7 })
    expect(after('cancelled', { wish: 'stop', checkpoint: null })).toMatchObject({
      state: 'failed',
      failure: { code: 'cancelled', message: expect.stringContaining('before it had learned') },
    })
  })
})

it('shows what a run does, or what it is about to be', () => {
  expect(phaseOf('probing', null)).toBe('probing')
  expect(phaseOf('scoring', null)).toBe('scoring')
  expect(phaseOf('generating', null)).toBe('training')
  expect(phaseOf('training', 'pause')).toBe('pausing')
  expect(phaseOf('training', 'stop')).toBe('stopping')
})
