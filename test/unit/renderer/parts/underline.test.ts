import { expect, it } from 'vitest'
import { evenStep } from '../../../../renderer/parts/underline'

it('steps of dots and dashes go into their line without a rest', () => {
  expect(evenStep(40, 4)).toBe(4)
  expect(evenStep(41, 4)).toBe(4.1)
  expect(evenStep(43, 4)).toBeCloseTo(3.909, 3)
})

it('a line that is shorter than a step has one', () => {
  expect(evenStep(10, 10)).toBe(10)
  expect(evenStep(9, 10)).toBe(10)
  expect(evenStep(-2, 10)).toBe(10)
})
