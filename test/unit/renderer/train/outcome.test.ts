import { describe, expect, it } from 'vitest'
import type { RunState } from '../../../../electron/shared/run'
import { continuesFrom, wayOn } from '../../../../renderer/train/outcome'
import { run } from '../figures'

const at = '2026-01-01T00:00:00Z'
const learned = { steps: 60, bestStep: 50, bestLoss: 0.3, finishedAt: at, seconds: 9 }
const failure = { code: 'sidecar-died', message: 'Python died.', hint: 'Continue the run.' } as const
const memory = { code: 'out-of-memory', message: 'Memory ran out.', hint: 'Use a smaller batch.' } as const
const ended = (state: RunState, step: number | null, usable = true) =>
  run('a', { state, usable, checkpoint: step === null ? null : { step, at } })

const states: Readonly<Record<string, RunState>> = {
  finished: { state: 'finished', ...learned, early: false },
  early: { state: 'finished', ...learned, early: true },
  stopped: { state: 'stopped', ...learned },
  paused: { state: 'paused', step: 60, bestStep: 50, pausedAt: at },
  diverged: { state: 'diverged', step: 61, rows: [], bestStep: 50, message: 'No number at step 61.', finishedAt: at },
  interrupted: { state: 'interrupted', step: 62, bestStep: 50, failure },
  failed: { state: 'failed', failure, finishedAt: at },
  outOfMemory: { state: 'interrupted', step: 62, bestStep: 50, failure: memory },
  failedForMemory: { state: 'failed', failure: memory, finishedAt: at },
}

describe('going on', () => {
  it.each([
    ['finished', null, null],
    ['stopped', 60, null],
    ['paused', 60, 'continue'],
    ['diverged', 60, 'continue'],
    ['interrupted', 60, 'continue'],
    ['failed', 60, 'continue'],
    ['outOfMemory', 60, 'change'],
    ['failedForMemory', 60, 'change'],
  ] as const)('%s: from step %s, the next thing to do: %s', (name, from, next) => {
    const one = ended(states[name] as RunState, 60)
    expect([continuesFrom(one), wayOn(one)]).toEqual([from, next])
  })

  it.each([
    ['stopped', 0, null],
    ['paused', 0, 'continue'],
    ['diverged', 0, 'change'],
    ['interrupted', 0, 'continue'],
    ['failed', 0, 'change'],
    ['outOfMemory', 0, 'change'],
    ['finished', null, null],
  ] as const)('%s without a checkpoint: from step %s, the next thing to do: %s', (name, from, next) => {
    const one = ended(states[name] as RunState, null, false)
    expect([continuesFrom(one), wayOn(one)]).toEqual([from, next])
  })
})
