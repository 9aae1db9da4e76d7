import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { divideRows, type RowsToDivide } from '../../../../../electron/core/workbench/division'
import { textHash } from '../../../../../electron/core/workbench/text-hash'
import type { DataPart } from '../../../../../electron/shared/dataset'

/** Rows by the name of their group; a group's number is that of its first row. */
function rows(groups: readonly string[], more: Partial<RowsToDivide> = {}): RowsToDivide {
  const first = new Map<string, number>()
  for (const [row, group] of groups.entries()) if (!first.has(group)) first.set(group, row)
  return {
    count: groups.length,
    groupOf: (row) => first.get(groups[row] ?? '') ?? row,
    lengthOf: (row) => (groups[row] ?? '').length,
    givenPart: () => null,
    isGiven: () => false,
    keyOf: (group) => textHash(groups[group] ?? ''),
    ...more,
  }
}
const divide = (groups: readonly string[], fraction: number, seed: number, more: Partial<RowsToDivide> = {}) => {
  const division = divideRows(rows(groups, more), { fraction, seed })
  const of = (part: number) => [...division.keys()].filter((row) => division[row] === part)
  return { train: of(0), valid: of(1), test: of(2) }
}

const groups = fc.array(fc.integer({ min: 0, max: 40 }).map(String), { minLength: 1, maxLength: 200 })
const fraction = fc.double({ min: 0.01, max: 0.5, noNaN: true })

describe('a split', () => {
  it('takes a group of any size', () => {
    const { train, valid, test } = divide(['other', ...Array<string>(300_000).fill('same')], 0.1, 0)
    expect(train.length + valid.length + test.length).toBe(300_001)
  })

  it('never divides a group', () => {
    fc.assert(
      fc.property(groups, fraction, fc.nat(), (keys, share, seed) => {
        const parts = Object.values(divide(keys, share, seed)).map((of) => new Set(of.map((row) => keys[row])))
        for (const key of new Set(keys)) expect(parts.filter((part) => part.has(key ?? ''))).toHaveLength(1)
      }),
    )
  })

  it('trains on something whenever there is a row, and validates whenever there are two groups', () => {
    fc.assert(
      fc.property(groups, fraction, fc.nat(), (keys, share, seed) => {
        const { train, valid } = divide(keys, share, seed)
        expect(train.length).toBeGreaterThan(0)
        if (new Set(keys).size > 1) expect(valid.length).toBeGreaterThan(0)
      }),
    )
  })

  it('is the same for the same seed, another for another', () => {
    const keys = Array.from({ length: 100 }, (_, row) => `text ${row}`)
    expect(divide(keys, 0.1, 7)).toEqual(divide(keys, 0.1, 7))
    expect(divide(keys, 0.1, 7)).not.toEqual(divide(keys, 0.1, 8))
    expect(divide(keys, 0.1, 7)).toMatchObject({ valid: { length: 10 }, test: { length: 10 }, train: { length: 80 } })
  })

  it('leaves nearly every row where it is when one is added', () => {
    const keys = Array.from({ length: 400 }, (_, row) => `text ${row} ${'x'.repeat(row % 37)}`)
    const before = new Set(divide(keys, 0.2, 1).valid)
    const stays = divide([...keys, 'one more'], 0.2, 1).valid.filter((row) => before.has(row))
    expect(stays.length).toBeGreaterThan(0.8 * before.size)
  })

  it('gives every part its share of short texts and of long ones', () => {
    const keys = Array.from({ length: 800 }, (_, row) => `${row}${'x'.repeat(row < 400 ? 10 : 500)}`)
    const { valid, test } = divide(keys, 0.1, 3)
    for (const part of [valid, test]) {
      const long = part.filter((row) => row >= 400).length
      expect(Math.abs(long - part.length / 2)).toBeLessThanOrEqual(2)
    }
  })

  it('leaves given rows where they are, and puts no other among a part that is given whole', () => {
    const keys = Array.from({ length: 50 }, (_, row) => `text ${row}`)
    const given = new Map<number, DataPart>([
      [3, 'valid'],
      [4, 'test'],
      [5, 'train'],
    ])
    const byHand = divide(keys, 0.2, 0, { givenPart: (row) => given.get(row) ?? null })
    expect([byHand.valid.includes(3), byHand.test.includes(4), byHand.train.includes(5)]).toEqual([true, true, true])
    expect(byHand.valid.length).toBeGreaterThan(1)
    const byFile = divide(keys, 0.2, 0, { givenPart: (row) => given.get(row) ?? null, isGiven: (part) => part !== 'test' })
    expect(byFile.valid).toEqual([3])
    expect(byFile.test.length).toBeGreaterThan(1)
  })
})
