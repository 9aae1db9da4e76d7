import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { aligned, decimated, firstFrom } from '../../../../electron/shared/decimate'

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true })
const value = fc.oneof({ weight: 9, arbitrary: finite }, { weight: 1, arbitrary: fc.constant(Number.NaN) })
const values = fc.array(value, { minLength: 500, maxLength: 3000 })
const columns = 40

describe('decimated', () => {
  it('keeps a curve as it is where every point has its pixels', () => {
    expect(decimated([1, 2, 3], [5, Number.NaN, 7], { from: 1, to: 3 }, columns)).toEqual({ steps: [1, 2, 3], values: [5, null, 7] })
  })

  it('keeps of every pixel column its extremes, and a break where anything was no number', () => {
    fc.assert(
      fc.property(values, (all) => {
        const steps = all.map((_, place) => place)
        const domain = { from: 0, to: all.length - 1 }
        const kept = decimated(steps, all, domain, columns)
        const columnOf = (step: number) => Math.floor(step / ((domain.to - domain.from) / columns))
        const summary = (at: readonly number[], of: readonly (number | null)[]) => {
          const found = new Map<number, { low: number; high: number; broken: boolean }>()
          for (const [place, step] of at.entries()) {
            const one = of[place] ?? null
            const before = found.get(columnOf(step)) ?? { low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY, broken: false }
            found.set(columnOf(step), {
              low: one === null ? before.low : Math.min(before.low, one),
              high: one === null ? before.high : Math.max(before.high, one),
              broken: before.broken || one === null,
            })
          }
          return found
        }
        const raw = all.map((one) => (Number.isNaN(one) ? null : one))
        expect(summary(kept.steps, kept.values)).toEqual(summary(steps, raw))
      }),
    )
  })

  it('keeps no more than five points a column, in order', () => {
    const steps = Array.from({ length: 100_000 }, (_, place) => place)
    const kept = decimated(steps, steps.map(Math.sin), { from: 0, to: 99_999 }, 800)
    expect(kept.steps.length).toBeLessThanOrEqual(5 * 801)
    expect(kept.steps).toEqual([...new Set(kept.steps)].sort((a, b) => a - b))
  })

  it('runs one point beyond either end of what is seen', () => {
    const steps = [0, 10, 20, 30, 40]
    expect(decimated(steps, steps, { from: 15, to: 25 }, columns).steps).toEqual([10, 20, 30])
  })

  it('gives nothing for a curve without points', () => {
    expect(decimated([], [], { from: 0, to: 1 }, columns)).toEqual({ steps: [], values: [] })
  })
})

it('finds the first step that is not below another', () => {
  expect([0, 2, 3, 9].map((step) => firstFrom([2, 4, 8], step))).toEqual([0, 0, 1, 3])
})

it('tells a break in a curve from a step that it does not have', () => {
  const curves = [
    { steps: [1, 2, 3], values: [1, null, 3] },
    { steps: [2, 4], values: [5, 6] },
  ]
  expect(aligned(curves)).toEqual([
    [1, 2, 3, 4],
    [1, null, 3, undefined],
    [undefined, 5, undefined, 6],
  ])
})
