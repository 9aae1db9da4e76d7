import type { Run, RunState } from '../../../../electron/shared/run'
import { trainingConfig } from '../../../../electron/shared/training'

/** A run in a state. */
export function runIn(state: RunState, id = 'run-1'): Run {
  return {
    id,
    name: 'Evening run',
    createdAt: '2026-01-02T03:04:05Z',
    dataset: { name: 'a.jsonl', location: '/a.jsonl', rows: 10, unusableRows: 0, sha256: 'f00' },
    model: { ref: { kind: 'demo' }, name: 'Demo' },
    config: trainingConfig.parse({}),
    state,
    data: null,
    usable: false,
    comparison: null,
    checkpoint: null,
    probe: null,
    notes: [],
    continueAutomatically: false,
    interruptions: [],
    workers: 1,
    exports: [],
  }
}

/** Under way, at a step of a hundred. */
export function running(step: number, phase: Extract<RunState, { state: 'running' }>['phase'] = 'training'): RunState {
  return { state: 'running', phase, step, totalSteps: 100, startedAt: '2026-01-02T03:04:05Z' }
}

/** Through. */
export const finished: RunState = {
  state: 'finished',
  steps: 100,
  bestStep: 90,
  bestLoss: 0.1234,
  finishedAt: '2026-01-02T03:14:05Z',
  seconds: 600,
  early: false,
}
