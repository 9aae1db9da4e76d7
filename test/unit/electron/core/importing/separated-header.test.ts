import fc from 'fast-check'
import { expect, it } from 'vitest'
import { columnNames, looksLikeHeader, numberedColumns } from '../../../../../electron/core/importing/separated-header'

const rows = [
  ['Anna left early. She was tired.', 'Anna left early. Anna was tired.'],
  ['Bob came in. He smiled.', 'Bob came in. Bob smiled.'],
]

it.each([
  [['source', 'rewrite'], true],
  [['Input Text', 'x'], true],
  [['Satz', 'Auflösung'], true],
  [['Anna left early. She was tired.', 'Anna left early. Anna was tired.'], false],
  [['Anna left.', 'Yes.'], false],
  [['Satz', ''], false],
  [['Satz', 'satz'], false],
  [['1', 'Satz'], false],
])('%j above sentences is a header: %s', (first, expected) => {
  expect(looksLikeHeader([first, ...rows])).toBe(expected)
})

it('takes words above numbers for a header, and words above words for a row', () => {
  expect(
    looksLikeHeader([
      ['Wort', 'Zahl'],
      ['eins', '1'],
    ]),
  ).toBe(true)
  expect(
    looksLikeHeader([
      ['eins', 'zwei'],
      ['drei', 'vier'],
    ]),
  ).toBe(false)
})

it('makes every name different, none empty, none too long', () => {
  expect(columnNames(['a', 'a', '', ' a ', 'a (2)'], 'x')).toEqual(['a', 'a (2)', 'Column 3', 'a (3)', 'a (2) (2)'])
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 300 }), { maxLength: 30 }), (cells) => {
      const names = columnNames(cells, 'x')
      expect(new Set(names).size).toBe(cells.length)
      for (const { length } of names) expect(length > 0 && length <= 200).toBe(true)
    }),
  )
})

it('refuses more columns than a table may have', () => {
  expect(() => numberedColumns(10_000, 'wide.csv')).toThrow('wide.csv has 10000 columns; at most 1024 can be read.')
})
