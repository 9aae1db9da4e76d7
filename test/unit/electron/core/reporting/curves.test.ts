import { expect, it } from 'vitest'
import { curvesOf, valueAt, valueUpTo } from '../../../../../electron/core/reporting/curves'
import { train, valid } from '../../../renderer/figures'

it('takes for the best what was flagged last, else the lowest, never the base model’s own', () => {
  expect(curvesOf([valid(0, 0.1), valid(5, 0.9), valid(10, 0.5)]).best).toEqual({ step: 10, loss: 0.5, score: null })
  expect(curvesOf([valid(5, 0.9, { best: true }), valid(10, 0.5)]).best?.step).toBe(5)
  expect(curvesOf([valid(0, 0.1)]).best).toBeNull()
  expect(curvesOf([]).best).toBeNull()
})

it('keeps each split on its own steps, and tells where a loss was no number', () => {
  const curves = curvesOf([valid(0, 2), train(1, 1), train(2, null), valid(2, null), train(3, 0.5)])
  expect(curves.train).toEqual({ steps: [1, 2, 3], values: [1, Number.NaN, 0.5] })
  expect(curves.valid).toEqual({ steps: [0, 2], values: [2, Number.NaN] })
  expect(curves.broken).toEqual([2])
  expect(curves.base).toBe(2)
})

it('reads a curve at a step and up to it', () => {
  const curve = { steps: [2, 5], values: [20, 50] }
  expect([1, 2, 3, 5, 9].map((step) => valueAt(curve, step))).toEqual([null, 20, null, 50, null])
  expect([1, 2, 3, 5, 9].map((step) => valueUpTo(curve, step))).toEqual([null, 20, 20, 50, 50])
})
