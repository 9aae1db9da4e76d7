import { expect, test } from 'vitest'
import { wilsonInterval } from '../../../../../electron/core/scoring/wilson'

test.each([
  [41, 60, 0.558, 0.787],
  [0, 10, 0, 0.278],
  [10, 10, 0.722, 1],
  [5, 10, 0.237, 0.763],
])('interval of %i out of %i', (successes, total, low, high) => {
  const interval = wilsonInterval(successes, total)
  expect(interval.low).toBeCloseTo(low, 3)
  expect(interval.high).toBeCloseTo(high, 3)
})

test('of nothing nothing is known', () => {
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 })
})
