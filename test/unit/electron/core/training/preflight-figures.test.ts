import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { histogram, isTrainable, percentile, tokenFigures } from '../../../../../electron/core/training/preflight-figures'

const ascending = fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1 }).map((lengths) => lengths.sort((a, b) => a - b))

describe('histogram', () => {
  it('counts every row once in at most 24 bins with round edges', () => {
    fc.assert(
      fc.property(ascending, (lengths) => {
        const bins = histogram(lengths)
        expect(bins.length).toBeLessThanOrEqual(24)
        expect(bins.reduce((sum, { rows }) => sum + rows, 0)).toBe(lengths.length)
        expect(bins.at(0)?.rows).toBeGreaterThan(0)
        expect(bins.at(-1)?.rows).toBeGreaterThan(0)
        for (const { from, to, rows } of bins) {
          expect(String(to - from)).toMatch(/^[125]0*$/)
          expect(from % (to - from)).toBe(0)
          expect(rows).toBe(lengths.filter((length) => length >= from && length < to).length)
        }
      }),
    )
  })

  it('is empty without rows, and one bin for one length', () => {
    expect(histogram([])).toEqual([])
    expect(histogram([37, 37])).toEqual([{ from: 37, to: 38, rows: 2 }])
  })
})

it.each([
  [[], 0.5, 0],
  [[7], 0.95, 7],
  [[1, 2, 3, 4], 0.5, 2],
  [Array.from({ length: 100 }, (_, place) => place + 1), 0.95, 95],
  [[1, 2, 3], 0.95, 3],
])('takes the nearest rank of %j at %d', (lengths, share, expected) => {
  expect(percentile(lengths, share)).toBe(expected)
})

describe('tokenFigures', () => {
  // Places 0 to 4 are dataset rows 10 to 50: whole, cut, refused, cut before the answer, as long as allowed.
  const measured = {
    tokens: [50, 130, 0, 300, 100],
    starts: [20, 40, 0, 150, 99],
    refused: [{ row: 2, reason: 'No.' }],
    lost: [
      { row: 3, text: 'long' },
      { row: 1, text: 'end' },
    ],
  }
  const figures = tokenFigures(measured, [10, 20, 30, 40, 50], 100, [0, 1, 4])

  it('names rows that are cut with what they lose, the worst first, by their place in the dataset', () => {
    expect(figures.cut).toEqual({
      rows: 2,
      examples: [
        { row: 40, tokens: 300, cut: 200, lost: 'long' },
        { row: 20, tokens: 130, cut: 30, lost: 'end' },
      ],
    })
  })

  it('names rows that are refused and rows of which nothing is left to learn', () => {
    expect(figures.refused).toEqual({ rows: 1, examples: [{ row: 30, reason: 'No.' }] })
    expect(figures.empty).toEqual({ rows: 1, examples: [40] })
    expect([0, 1, 2, 3, 4].map((place) => isTrainable(measured, place, 100))).toEqual([true, true, false, false, true])
  })

  it('counts lengths whole, and learned tokens within the longest row allowed', () => {
    expect(figures.tokens).toMatchObject({ p50: 100, p95: 300, max: 300, total: 280, learned: 30 + 60 + 1 })
  })
})
