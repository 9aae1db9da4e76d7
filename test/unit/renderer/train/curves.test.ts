import { expect, it } from 'vitest'
import type { Metric } from '../../../../electron/shared/training'
import { curvesOf } from '../../../../renderer/train/curves'

const train = (step: number, loss: number | null): Metric => ({
  split: 'train',
  step,
  epoch: 0,
  loss,
  learningRate: 0,
  gradientNorm: null,
  tokensPerSecond: 0,
  trainedTokens: 0,
  peakMemoryBytes: 0,
  seconds: 0,
})
const valid = (step: number, loss: number | null): Metric => ({
  split: 'valid',
  step,
  epoch: 0,
  loss,
  rows: 1,
  tokens: 1,
  best: false,
  seconds: 0,
})

it('puts both splits on one axis of steps', () => {
  const curves = curvesOf([valid(0, 1.8), train(5, 1), train(10, 0.5), valid(10, 0.7)])
  expect(curves.steps).toEqual([0, 5, 10])
  expect(curves.train).toEqual([null, 1, 0.5])
  expect(curves.valid).toEqual([1.8, null, 0.7])
})

it('takes the validation of step 0 for the base model', () => {
  expect(curvesOf([valid(0, 1.8)]).base).toBe(1.8)
  expect(curvesOf([valid(5, 1.8)]).base).toBeNull()
})

it('finds the best validation among finite ones', () => {
  expect(curvesOf([valid(0, 1.8), valid(5, 0.4), valid(10, null), valid(15, 0.6)]).best).toEqual({ step: 5, loss: 0.4 })
})
