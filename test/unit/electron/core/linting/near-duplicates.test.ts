import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NearDuplicates } from '../../../../../electron/core/linting/near-duplicates'

const letter =
  'The ferry left the island at dawn, and the children who had missed it waved from the pier until a fisherman took them across for two coins each.'
const report =
  'Profits at Norvik Line rose 12% in 2021 because the shipping firm had raised its prices and sold three old vessels to a rival in Oslo last spring.'

describe('near-duplicates', () => {
  test('finds the same text again', () => {
    const rows = new NearDuplicates()
    expect(rows.add(7, letter)).toBeNull()
    expect(rows.add(9, report)).toBeNull()
    expect(rows.add(12, letter)).toBe(7)
  })

  test('finds a text with other names and numbers', () => {
    const rows = new NearDuplicates()
    rows.add(1, report)
    expect(
      rows.add(
        2,
        report.replace('Norvik Line', 'Bergen Freight').replace('12%', '9.5%').replace('2021', '2019').replace('Oslo', 'Rotterdam'),
      ),
    ).toBe(1)
  })

  test('finds a text with a word changed, added and left out', () => {
    const rows = new NearDuplicates()
    rows.add(1, `${letter} ${report}`)
    expect(rows.add(2, `${letter.replace('dawn', 'noon')} ${report.replace('old ', '')} Nobody was surprised.`)).toBe(1)
  })

  test('takes no text for another that shares half of it', () => {
    const rows = new NearDuplicates()
    rows.add(1, `${letter} ${report}`)
    expect(
      rows.add(2, `${letter} Snow fell on the harbour all night, and by morning even the gulls had given up looking for breakfast there.`),
    ).toBeNull()
  })

  test('of several earlier rows names the most similar one, and the first where they are equally so', () => {
    const rows = new NearDuplicates()
    rows.add(5, `${letter} ${report}`)
    rows.add(6, `${letter} ${report} Nobody was surprised by any of that.`)
    rows.add(3, `${letter} ${report}`)
    expect(rows.add(8, `${letter} ${report}`)).toBe(3)
    expect(rows.add(9, `${letter} ${report} Nobody was surprised by any of that.`)).toBe(6)
  })

  test('short texts are alike only if they are the same but for names and numbers', () => {
    const rows = new NearDuplicates()
    rows.add(1, 'Tom smiled.')
    expect(rows.add(2, 'Tom slept.')).toBeNull()
    expect(rows.add(3, 'Maria Lopez smiled!')).toBe(1)
  })

  test('a text without words is like none', () => {
    const rows = new NearDuplicates()
    expect(rows.add(1, ' … ')).toBeNull()
    expect(rows.add(2, ' … ')).toBeNull()
  })

  test('a forgotten row is found no more, and may come again with another text', () => {
    const rows = new NearDuplicates()
    rows.add(1, letter)
    rows.forget(1)
    expect(rows.add(2, letter)).toBeNull()
    expect(rows.add(1, report)).toBeNull()
    expect(rows.add(3, report)).toBe(1)
    rows.forget(99)
  })

  test('finds rows across many blocks, and in blocks of the size that was asked for', () => {
    const words = (seed: number) => Array.from({ length: 12 }, (_, place) => `w${(seed * 7919 + place * 104729) % 99991}x`).join(' ')
    const rows = new NearDuplicates(100)
    for (let row = 0; row < 40_000; row++) rows.add(row, words(row))
    expect(rows.add(50_000, words(3))).toBe(3)
    expect(rows.add(50_001, words(39_999))).toBe(39_999)
  })

  test('never throws, and never names the row itself or one that was not added', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 40 }), { maxLength: 30 }), (texts) => {
        const rows = new NearDuplicates()
        for (const [row, text] of texts.entries()) {
          const found = rows.add(row, text)
          if (found !== null) expect(found).toBeLessThan(row)
        }
      }),
      { numRuns: 200 },
    )
  })
})
