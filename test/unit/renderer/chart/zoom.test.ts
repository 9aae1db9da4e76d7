import fc from 'fast-check'
import { expect, it } from 'vitest'
import { draggedDomain, zoomed } from '../../../../renderer/chart/zoom'

const whole = { from: 0, to: 100 }

it('keeps the step it zooms around where it is', () => {
  expect(zoomed(whole, whole, 25, 0.5)).toEqual({ from: 12.5, to: 62.5 })
})

it('shows the whole again once that is as wide', () => {
  expect(zoomed({ from: 10, to: 60 }, whole, 30, 2)).toBeNull()
})

it('never leaves the whole, nor gets too narrow to be seen', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  fc.assert(
    fc.property(share, share, fc.double({ min: 0.001, max: 4, noNaN: true }), (start, around, factor) => {
      const domain = { from: start * 90, to: start * 90 + 10 }
      const next = zoomed(domain, whole, domain.from + around * 10, factor)
      if (next === null) return
      expect(next.from).toBeGreaterThanOrEqual(0)
      expect(next.to).toBeLessThanOrEqual(100 + 1e-9)
      expect(next.to - next.from).toBeGreaterThanOrEqual(2 - 1e-9)
    }),
  )
})

it('takes what was dragged over', () => {
  expect(draggedDomain({ from: 20, to: 40 }, whole)).toEqual({ from: 20, to: 40 })
})
