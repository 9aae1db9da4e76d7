import { expect, it } from 'vitest'
import type { Metric } from '../../../../electron/shared/training'
import { secondsLeft, stepsPerSecond } from '../../../../renderer/train/eta'

const at = (step: number, seconds: number): Metric => ({
  split: 'train',
  step,
  epoch: 0,
  loss: 1,
  learningRate: 0,
  gradientNorm: 0,
  tokensPerSecond: 0,
  trainedTokens: 0,
  peakMemoryBytes: 0,
  seconds,
})

it('is not known before the first figure', () => {
  expect(secondsLeft([], 0, 100)).toBeNull()
})

it('takes the first figure by itself', () => {
  expect(stepsPerSecond([at(10, 5)])).toBe(2)
})

it('goes by the last figures, not by a slow start', () => {
  const slowStart = [at(1, 100), ...Array.from({ length: 20 }, (_, place) => at(place + 2, 100 + (place + 2)))]
  expect(secondsLeft(slowStart, 21, 31)).toBeCloseTo(10)
})

it('never falls below nothing left', () => {
  expect(secondsLeft([at(10, 5), at(20, 10)], 120, 100)).toBe(0)
})
