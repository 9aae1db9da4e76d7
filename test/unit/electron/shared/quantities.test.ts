import { expect, it } from 'vitest'
import { bytes, count, counted, duration, loss, memoryBytes, powerOfTen } from '../../../../electron/shared/quantities'

it('counts in words', () => {
  expect([count(0), count(38_204)]).toEqual(['0', '38,204'])
  expect([counted(1, 'row'), counted(1200, 'row'), counted(2, 'entity', 'entities')]).toEqual(['1 row', '1,200 rows', '2 entities'])
})

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.0 KB'],
  [999_600, '1.0 MB'],
  [6_430_000_000, '6.4 GB'],
  [186_200, '186 KB'],
])('%d bytes are %s', (value, shown) => expect(bytes(value)).toBe(shown))

it.each([
  [1023, '1023 bytes'],
  [17_179_869_184, '16.0 GB'],
  [1_073_741_824 - 1, '1.0 GB'],
])('%d bytes of memory are %s', (value, shown) => expect(memoryBytes(value)).toBe(shown))

it.each([
  [0.2, 'under 1 s'],
  [40, '40 s'],
  [59.7, '1 min'],
  [660, '11 min'],
  [3900, '1 h 05 min'],
  [Number.POSITIVE_INFINITY, '–'],
])('%d seconds are %s', (value, shown) => expect(duration(value)).toBe(shown))

it('says so when a loss is no number, and how large a very large one is', () => {
  expect([0.18432, 999_999, 1_520_000, 1e30, null, Number.NaN].map(loss)).toEqual([
    '0.184',
    '999999.000',
    '1.52e6',
    '1e30',
    'not a number',
    'not a number',
  ])
  expect([1e-7, 1.5e8, -2e20].map(powerOfTen)).toEqual(['1e-7', '1.5e8', '-2e20'])
})
