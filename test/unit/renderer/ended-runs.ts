import type { RunState } from '../../../electron/shared/run'
import { run } from './figures'

const at = '2026-01-01T00:00:00Z'
const learned = { steps: 60, bestStep: 50, bestLoss: 0.3, finishedAt: at, seconds: 9 }
/** Why a run was interrupted. */
export const failure = { code: 'sidecar-died', message: 'Python died.', hint: 'Continue the run.' } as const
const memory = { code: 'out-of-memory', message: 'Memory ran out.', hint: 'Use a smaller batch.' } as const
/** A run that has ended so, with a checkpoint at a step, or none. */
export const ended = (state: RunState, step: number | null, usable = true) =>
  run('a', { state, usable, checkpoint: step === null ? null : { step, at } })

/** Every way in which a run ends. */
export const states: Readonly<Record<string, RunState>> = {
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
