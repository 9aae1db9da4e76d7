import fc from 'fast-check'
import { expect, it } from 'vitest'
import { endsAfter, offsetWithoutEnds, withEnds, withoutEnds } from '../../../../renderer/dataset/line-ends'

const lines = fc.array(fc.oneof(fc.constantFrom('\r\n', '\n', '\r'), fc.string({ maxLength: 4 }))).map((parts) => parts.join(''))

it('gives back every text as it was', () => {
  fc.assert(
    fc.property(lines, (text) => {
      const { text: plain, ends } = withoutEnds(text)
      expect(plain).not.toContain('\r')
      expect(withEnds(plain, ends)).toBe(text)
    }),
  )
})

it('finds an offset again', () => {
  fc.assert(
    fc.property(lines, fc.nat(20), (text, at) => {
      // Between a carriage return and its line feed there is no place.
      const offset = Math.min(at, text.length)
      fc.pre(!(text[offset - 1] === '\r' && text[offset] === '\n'))
      expect(withoutEnds(text).text.slice(0, offsetWithoutEnds(text, offset))).toBe(withoutEnds(text.slice(0, offset)).text)
    }),
  )
})

it('keeps the ends of lines that were not touched, and ends new lines as their neighbours', () => {
  expect(endsAfter(['\r\n', '\n', '\r\n'], 1, 1, 1)).toEqual(['\r\n', '\n', '\n', '\r\n'])
  expect(endsAfter(['\r\n', '\n', '\r\n'], 0, 2, 0)).toEqual(['\r\n'])
  expect(endsAfter([], 0, 0, 2)).toEqual(['\n', '\n'])
  expect(endsAfter(['\r\n'], 1, 1, 1)).toEqual(['\r\n', '\r\n'])
})
