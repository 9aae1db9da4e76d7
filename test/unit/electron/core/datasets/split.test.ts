import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitRows } from '../../../../../electron/core/datasets/split'

const groups = fc.array(fc.integer({ min: 0, max: 40 }).map(String), { minLength: 1, maxLength: 200 })
const fraction = fc.double({ min: 0.01, max: 0.5, noNaN: true })

describe('splitRows', () => {
  it('puts every row into exactly one part', () => {
    fc.assert(
      fc.property(groups, fraction, fc.nat(), (keys, share, seed) => {
        const { train, valid, test } = splitRows(keys, share, seed)
        expect([...train, ...valid, ...test].sort((a, b) => a - b)).toEqual(keys.map((_, row) => row))
      }),
    )
  })

  it('takes a group of any size', () => {
    const { train, valid, test } = splitRows(['other', ...Array<string>(300_000).fill('same')], 0.1, 0)
    expect(train.length + valid.length + test.length).toBe(300_001)
  })

  it('never divides a group', () => {
    fc.assert(
      fc.property(groups, fraction, fc.nat(), (keys, share, seed) => {
        const parts = Object.values(splitRows(keys, share, seed)).map((rows) => new Set(rows.map((row: number) => keys[row])))
        for (const key of new Set(keys)) expect(parts.filter((part) => part.has(key))).toHaveLength(1)
      }),
    )
  })

  it('trains on something whenever there is a row, and validates whenever there are two groups', () => {
    fc.assert(
      fc.property(groups, fraction, fc.nat(), (keys, share, seed) => {
        const { train, valid } = splitRows(keys, share, seed)
        expect(train.length).toBeGreaterThan(0)
        if (new Set(keys).size > 1) expect(valid.length).toBeGreaterThan(0)
      }),
    )
  })

  it('divides alike for the same seed, otherwise for another', () => {
    const keys = Array.from({ length: 100 }, (_, row) => `text ${row}`)
    expect(splitRows(keys, 0.1, 7)).toEqual(splitRows(keys, 0.1, 7))
    expect(splitRows(keys, 0.1, 7)).not.toEqual(splitRows(keys, 0.1, 8))
    expect(splitRows(keys, 0.1, 7)).toMatchObject({ valid: { length: 10 }, test: { length: 10 }, train: { length: 80 } })
  })

  it('keeps a row where it is when others are added', () => {
    const keys = Array.from({ length: 50 }, (_, row) => `text ${row}`)
    const before = new Set(splitRows(keys, 0.2, 1).valid)
    const after = splitRows([...keys, 'one more'], 0.2, 1).valid.filter((row) => row < 50)
    expect(after.filter((row) => before.has(row)).length).toBeGreaterThanOrEqual(after.length - 1)
  })
})
