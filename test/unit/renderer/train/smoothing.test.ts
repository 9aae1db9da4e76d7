import fc from 'fast-check'
import { expect, it } from 'vitest'
import { smoothed, smoothingWeight } from '../../../../renderer/train/smoothing'

it('starts at the first value, not at zero', () => {
  expect(smoothed([2, 2, 2], 0.9)).toEqual([2, 2, 2].map((value) => expect.closeTo(value)))
})

it('steps over what is no number', () => {
  expect(smoothed([1, null, Number.NaN, 1], 0.5)).toEqual([1, null, null, 1])
})

it('stays within what it averages', () => {
  const losses = fc.array(fc.double({ min: 0, max: 10, noNaN: true }), { minLength: 1 })
  fc.assert(
    fc.property(losses, (values) => {
      for (const value of smoothed(values, smoothingWeight(values.length))) {
        expect(value).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9)
        expect(value).toBeLessThanOrEqual(Math.max(...values) + 1e-9)
      }
    }),
  )
})
