import fc from 'fast-check'
import { expect, test } from 'vitest'
import { wilson } from '../../../../../electron/core/scoring/intervals'

test.each([
  [41, 60, 0.5577, 0.7869],
  [0, 10, 0, 0.2775],
  [10, 10, 0.7225, 1],
  [1, 2, 0.0945, 0.9055],
  [81, 263, 0.2553, 0.3662],
])('%i of %i', (count, of, low, high) => {
  const interval = wilson(count, of)
  expect(interval.low).toBeCloseTo(low, 3)
  expect(interval.high).toBeCloseTo(high, 3)
})

test('of nothing it is everything', () => {
  expect(wilson(0, 0)).toEqual({ low: 0, high: 1 })
})

test('holds the share, stays within 0 and 1, is the mirror image of the rest, and narrows with more', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(), (of, drawn) => {
      const count = drawn % (of + 1)
      const [interval, rest, more] = [wilson(count, of), wilson(of - count, of), wilson(4 * count, 4 * of)]
      expect(interval.low).toBeGreaterThanOrEqual(0)
      expect(interval.high).toBeLessThanOrEqual(1)
      expect(interval.low).toBeLessThanOrEqual(count / of)
      expect(interval.high).toBeGreaterThanOrEqual(count / of)
      expect(interval.low).toBeCloseTo(1 - rest.high, 12)
      expect(more.high - more.low).toBeLessThan(interval.high - interval.low)
    }),
  )
})
