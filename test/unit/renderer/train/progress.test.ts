import { expect, it } from 'vitest'
import type { Run } from '../../../../electron/shared/run'
import { trainingConfig } from '../../../../electron/shared/training'
import { progressOf } from '../../../../renderer/train/progress'
import { run } from '../figures'

const data = { batchesPerEpoch: 100, stepsPerEpoch: 25, totalSteps: 50 } as NonNullable<Run['data']>
const config = trainingConfig.parse({ epochs: 2, grad_accumulation_steps: 4 })
const running = (step: number): Run['state'] => ({
  state: 'running',
  phase: 'training',
  step,
  totalSteps: 50,
  startedAt: '2026-01-01T00:00:00Z',
})

it('counts epochs, updates and the iterations they gather', () => {
  const progress = progressOf(run('a', { data, config, state: running(10) }), null)
  expect(progress).toEqual({ epoch: 0.4, epochs: 2, step: 10, steps: 50, iteration: 40, iterations: 200 })
})

it('counts the smaller update at the end of an epoch as the batches it gathers', () => {
  const uneven = { batchesPerEpoch: 10, stepsPerEpoch: 3, totalSteps: 6 } as NonNullable<Run['data']>
  const iterations = [1, 2, 3, 4, 6].map((step) => {
    const state = { ...running(step), totalSteps: 6 } as Run['state']
    return progressOf(run('a', { data: uneven, config, state }), null).iteration
  })
  expect(iterations).toEqual([4, 8, 10, 14, 20])
})

it('has no more iterations than were planned, where the last update gathers fewer', () => {
  const iters = trainingConfig.parse({ iters: 198, grad_accumulation_steps: 4 })
  expect(progressOf(run('a', { data, config: iters, state: running(50) }), null)).toMatchObject({ iteration: 198, iterations: 198 })
})

it('goes by the checkpoint where a state does not say how far it came', () => {
  const failed = { state: 'failed', failure: { code: 'internal', message: '' }, finishedAt: '2026-01-01T00:00:00Z' } as const
  const checkpoint = { step: 25, at: '2026-01-01T00:00:00Z' }
  expect(progressOf(run('a', { data, config, state: failed, checkpoint }), null)).toMatchObject({ step: 25, epoch: 1 })
})
