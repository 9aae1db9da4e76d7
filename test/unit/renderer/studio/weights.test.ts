import { expect, it } from 'vitest'
import type { Run } from '../../../../electron/shared/run'
import { weightsSteps } from '../../../../renderer/studio/weights'
import { run } from '../figures'

const at = '2026-01-01T00:00:00Z'
const finished = (bestStep: number): Run['state'] => ({
  state: 'finished',
  steps: 60,
  bestStep,
  bestLoss: 1,
  finishedAt: at,
  seconds: 1,
  early: false,
})

it('offers best and last weights where they are of different steps', () => {
  expect(weightsSteps(run('a', { usable: true, state: finished(50) }))).toEqual({ best: 50, last: 60 })
})

it('goes by the newest checkpoint, which a divergence goes back to', () => {
  const diverged = { state: 'diverged', step: 70, rows: [], bestStep: 50, message: '', finishedAt: at } as const
  expect(weightsSteps(run('a', { usable: true, state: diverged, checkpoint: { step: 65, at } }))).toEqual({ best: 50, last: 65 })
})

it.each([
  ['they are the same', { usable: true, state: finished(60) }],
  ['nothing can answer', { usable: false, state: finished(50) }],
  ['it still trains', { usable: true }],
] as const)('offers nothing where %s', (_, changes) => {
  expect(weightsSteps(run('a', changes))).toBeNull()
})
