import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bestAssignment } from '../../../../../electron/core/scoring/assignment'
import { type Chain, projectedCounts, projectedScores } from '../../../../../electron/core/scoring/projected'

const chains = (...texts: readonly string[]): readonly Chain[] => texts.map((text) => new Set(text))

describe('clusters projected to the source', () => {
  test('of one text that is partly right, by hand', () => {
    const counts = projectedCounts(chains('abc', 'defg'), chains('ab', 'cd', 'fghi'))
    const sides = ({ recall, precision }: { recall: { found: number; of: number }; precision: { found: number; of: number } }) => [
      recall.found / recall.of,
      precision.found / precision.of,
    ]
    expect(sides(counts.lea)).toEqual([(3 / 3 + 4 / 6) / 7, (2 + 4 / 6) / 8])
    expect(sides(counts.muc)).toEqual([2 / 5, 2 / 5])
    expect(sides(counts.b3)[0]).toBeCloseTo((5 / 3 + 5 / 4) / 7, 12)
    expect(sides(counts.ceafe)[0]).toBeCloseTo(1.3 / 2, 12)
    expect(sides(counts.ceafe)[1]).toBeCloseTo(1.3 / 3, 12)
  })

  test('gold against itself is all right, nothing found is nothing right, chains of one do not count', () => {
    const gold = chains('abc', 'de', 'f')
    expect(projectedScores([projectedCounts(gold, gold)])).toEqual({ lea: 1, muc: 1, b3: 1, ceafe: 1, conll: 1 })
    expect(projectedScores([projectedCounts(gold, chains('f'))])).toEqual({ lea: 0, muc: 0, b3: 0, ceafe: 0, conll: 0 })
    expect(projectedScores([])).toMatchObject({ conll: 0 })
  })
})

test('the best assignment is the one that trying all of them finds', () => {
  const best = (values: readonly (readonly number[])[], free: readonly number[]): number => {
    const [row, ...rest] = values
    if (row === undefined) return 0
    const ways = free.map(
      (column) =>
        (row[column] ?? 0) +
        best(
          rest,
          free.filter((other) => other !== column),
        ),
    )
    return Math.max(best(rest, free), ...ways)
  }
  const table = fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }))
    .chain(([rows, columns]) =>
      fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
    )
  fc.assert(
    fc.property(table, (values) => {
      expect(bestAssignment(values)).toBe(best(values, [...(values[0] ?? []).keys()]))
    }),
  )
})
