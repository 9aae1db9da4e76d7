import fc from 'fast-check'
import { expect, it } from 'vitest'
import { smoother, smoothingWeight } from '../../../../electron/shared/smoothing'

it('starts at the first value, not at zero', () => {
  expect([2, 2, 2].map(smoother(0.9))).toEqual([2, 2, 2].map((value) => expect.closeTo(value)))
})

it('steps over what is no number', () => {
  expect([1, Number.NaN, Number.POSITIVE_INFINITY, 1].map(smoother(0.5))).toEqual([1, Number.NaN, Number.NaN, 1])
})

it('stays within what it averages', () => {
  const losses = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(losses, (values) => {
      for (const value of values.map(smoother(smoothingWeight(values.length)))) {
        expect(value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9)
        expect(value).toBeLessThanOrEqual(Math.max(...values) + 1e-9)
      }
    }),
  )
})

it('weighs anew only where the number of points doubles', () => {
  const weights = new Set(Array.from({ length: 100_000 }, (_, points) => smoothingWeight(points)))
  expect(weights.size).toBeLessThan(12)
  expect([smoothingWeight(39), smoothingWeight(1_000_000)]).toEqual([0, 0.95])
})
