import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linearTicks, logTicks, wholeTicks } from '../../../../../electron/core/reporting/ticks'

const labels = (ticks: readonly { readonly label: string }[]) => ticks.map(({ label }) => label)
const number = fc.double({ noNaN: true, noDefaultInfinity: true })

describe('linearTicks', () => {
  it.each<[number, number, readonly string[]]>([
    [0, 1, ['0', '0.2', '0.4', '0.6', '0.8', '1.0']],
    [0, 2.3, ['0', '0.5', '1.0', '1.5', '2.0']],
    [0.31, 0.34, ['0.31', '0.315', '0.32', '0.325', '0.33', '0.335', '0.34']],
    [0, 12_000, ['0', '2,000', '4,000', '6,000', '8,000', '10,000', '12,000']],
    [0.7, 0.7, ['0.7']],
    [-1, 1, ['-1.0', '-0.5', '0', '0.5', '1.0']],
  ])('from %s to %s: round numbers, with places they share', (low, high, expected) => {
    expect(linearTicks(low, high, 6).map(({ value }) => value)).toEqual(expected.map((label) => Number(label.replace(',', ''))))
  })

  it('writes all of an axis with the places that it needs', () => {
    expect(labels(linearTicks(0, 1, 5))).toEqual(['0', '0.2', '0.4', '0.6', '0.8', '1.0'])
    expect(labels(linearTicks(0, 3e8, 3))).toEqual(['0', '1e8', '2e8', '3e8'])
  })

  it('stays within the axis, ascends and is never many, whatever the ends', () => {
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 12 }), (one, other, most) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        const values = linearTicks(low, high, most).map(({ value }) => value)
        expect(values.length).toBeGreaterThan(0)
        expect(values.length).toBeLessThanOrEqual(Math.max(2, most + 1))
        for (const [place, value] of values.entries()) {
          expect(value >= low && value <= high).toBe(true)
          if (place > 0) expect(value).toBeGreaterThan(values[place - 1] ?? 0)
        }
      }),
    )
  })

  it('names nothing where an end is no number', () => {
    expect([linearTicks(Number.NaN, 1, 5), linearTicks(0, Number.POSITIVE_INFINITY, 5), linearTicks(2, 1, 5)]).toEqual([[], [], []])
  })
})

it('names whole steps alone', () => {
  expect(labels(wholeTicks(0, 3, 8))).toEqual(['0', '1', '2', '3'])
  expect(labels(wholeTicks(0, 1, 8))).toEqual(['0', '1'])
  expect(labels(wholeTicks(0, 96, 8))).toEqual(['0', '20', '40', '60', '80'])
})

it('names the places of a logarithmic axis', () => {
  expect(labels(logTicks(0.4, 12, 8))).toEqual(['0.5', '1', '2', '5', '10'])
  expect(labels(logTicks(0.5, 90_000, 8))).toEqual(['1', '10', '100', '1,000', '10,000'])
})
