import { expect, it } from 'vitest'
import { bytes, duration } from '../../../../electron/shared/quantities'
import { counted, loss, percent, speed } from '../../../../renderer/text/format'

it.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.0 KB'],
  [999_600, '1.0 MB'],
  [6_430_000_000, '6.4 GB'],
  [186_200, '186 KB'],
])('%d bytes are %s', (value, shown) => expect(bytes(value)).toBe(shown))

it.each([
  [0.2, 'under 1 s'],
  [40, '40 s'],
  [59.7, '1 min'],
  [660, '11 min'],
  [3900, '1 h 05 min'],
  [Number.POSITIVE_INFINITY, '–'],
])('%d seconds are %s', (value, shown) => expect(duration(value)).toBe(shown))

it('never says 100 % before it is all', () => {
  expect([0, 0.004, 0.62, 0.999, 1].map(percent)).toEqual(['0 %', '0.4 %', '62 %', '99 %', '100 %'])
})

it('says so when a loss is no number', () => {
  expect([loss(0.18432), loss(null)]).toEqual(['0.184', 'not a number'])
})

it('counts in words', () => {
  expect([counted(1, 'row'), counted(2, 'row'), counted(2, 'entity', 'entities')]).toEqual(['1 row', '2 rows', '2 entities'])
})

it('shows a tenth of a token only where it matters', () => {
  expect([speed(96.42), speed(411.6)]).toEqual(['96.4', '412'])
})
