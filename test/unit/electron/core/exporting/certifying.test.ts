import { expect, it } from 'vitest'
import { certificateLine, partingOf, unasked } from '../../../../../electron/core/exporting/certifying'
import { type Certificate, certificate, remedyFor, verdictOf } from '../../../../../electron/shared/exporting'

const proved = (changes: Partial<Certificate> = {}): Certificate => ({
  ...unasked,
  rows: 200,
  same: 200,
  adapterF1: 0.95,
  exportF1: 0.95,
  ...changes,
})

it.each([
  ['alike', proved()],
  ['alike', proved({ same: 198 })],
  ['differs', proved({ same: 197 })],
  ['alike', proved({ exportF1: 0.945 })],
  ['differs', proved({ exportF1: 0.9449 })],
  ['alike', proved({ exportF1: 1 })],
  ['differs', proved({ rows: 32, same: 31 })],
  ['unasked', unasked],
] as const)('holds an export to the same text on 99 rows of 100 and half a point of F1 (%s)', (verdict, found) => {
  expect(verdictOf(found)).toBe(verdict)
})

it('offers what helps: more bits where it was packed, else the adapter', () => {
  const below = proved({ same: 100 })
  expect(remedyFor(below, 4)).toContain('8 bits')
  expect(remedyFor(below, 8)).toContain('unpacked')
  expect(remedyFor(below, null)).toContain('adapter')
  for (const found of [proved(), unasked]) expect(remedyFor(found, 4)).toBeNull()
})

it('shows where the first answers that differ part, by whole words', () => {
  expect(partingOf(['same', 'Ann met Bobby.'], ['same', 'Ann met Bob.'])).toEqual({ row: 1, adapter: 'Bobby.', export: 'Bob.' })
  expect(partingOf(['Ann left. Ann ran.'], ['Ann left.'])).toEqual({ row: 0, adapter: 'left. Ann ran.', export: 'left.' })
  expect(partingOf(['a'], ['a'])).toBeNull()
  expect([...(partingOf(['🙂'.repeat(200)], ['x'])?.adapter ?? '')]).toHaveLength(80)
})

it('says in a line how alike they are', () => {
  expect(certificateLine(proved({ tokens: { read: 800, same: 799, divergence: 0 } }))).toBe(
    'same text as the adapter: 200 of 200 held-out rows, 99.88 % of tokens',
  )
  expect(certificateLine(proved({ same: 1 }))).toMatch(/1 of 200 held-out rows \(below the bar\)$/)
})

it('takes the certificates of earlier versions', () => {
  expect(certificate.parse({ rows: 2, same: 2, adapterF1: 1, exportF1: 1 })).toMatchObject({ baseF1: null, tokens: null, parting: null })
})
