import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cellText } from '../../../../../electron/core/importing/cell-text'

const said: readonly (readonly [unknown, string | null])[] = [
  [null, null],
  [undefined, null],
  [Number.NaN, null],
  ['  ', null],
  [' a b\n', 'a b'],
  [1.5, '1.5'],
  [12345678901234567890n, '12345678901234567890'],
  [false, 'false'],
  [new Date('2024-02-29T00:00:00Z'), '2024-02-29'],
  [new Date('2024-02-29T12:30:00Z'), '2024-02-29T12:30:00.000Z'],
  [new Date(Number.NaN), null],
  [['a', 'b'], '["a","b"]'],
  [{ a: 1n, b: new Date('2024-02-29T00:00:00Z'), c: null }, '{"a":1,"b":"2024-02-29T00:00:00.000Z","c":null}'],
]

it('says in text what a value is, and nothing of an empty one', () => {
  for (const [value, text] of said) expect(cellText(value)).toEqual({ text, fault: null })
})

const faulty: readonly (readonly [unknown, string])[] = [
  ['a\0b', 'bad-character'],
  ['a\ufffdb', 'bad-character'],
  ['a\ud800b', 'bad-character'],
  [{ a: 'x\ufffd' }, 'bad-character'],
  [new Uint8Array(3), 'not-text'],
  ['x'.repeat(9 * 1024 * 1024), 'too-long'],
]

it('names what is wrong with a cell', () => {
  for (const [value, reason] of faulty) expect(cellText(value).fault?.reason).toBe(reason)
})

it('gives up a list that repeats one long text before it is made', () => {
  const long = 'x'.repeat(1024 * 1024)
  expect(cellText(new Array(1_000_000).fill(long)).fault?.reason).toBe('too-long')
})

it('has an answer for anything', () => {
  fc.assert(
    fc.property(fc.anything({ withBigInt: true, withDate: true, withTypedArray: true, withNullPrototype: true }), (value) => {
      expect(cellText(value)).toHaveProperty('fault')
    }),
  )
})
