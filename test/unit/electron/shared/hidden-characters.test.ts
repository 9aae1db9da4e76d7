import fc from 'fast-check'
import { expect, it } from 'vitest'
import { visibleSegments } from '../../../../electron/shared/hidden-characters'

it('names what turns the writing round and what has no width', () => {
  expect(visibleSegments('a\u202eb\u200bc')).toEqual([
    { kind: 'text', text: 'a' },
    { kind: 'control', text: '\u202e', name: 'RLO' },
    { kind: 'text', text: 'b' },
    { kind: 'control', text: '\u200b', name: 'ZWSP' },
    { kind: 'text', text: 'c' },
  ])
})

it('names controls without a short name by their number', () => {
  expect(visibleSegments('\u0007')).toEqual([{ kind: 'control', text: '\u0007', name: 'U+0007' }])
  expect(visibleSegments('\u{e0041}')).toEqual([{ kind: 'control', text: '\u{e0041}', name: 'U+E0041' }])
})

it('leaves tabs, line ends, accents and emoji alone', () => {
  const text = 'tab\tline\nÅse e\u0301 🙂'
  expect(visibleSegments(text)).toEqual([{ kind: 'text', text }])
})

it.each([
  ['an emoji of several', '👩🏽‍🚀 👨‍👩‍👧 🏳️‍🌈'],
  ['letters that are joined or not', 'می\u200cخواهم क्\u200dष'],
  ['a joined letter at the end of a word, and a vowel sign before', 'هـ\u200d അവന്\u200d کتابِ\u200cها'],
  ['the flag of Wales', '🏴\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}'],
])('leaves what %s is made of alone', (_, text) => {
  expect(visibleSegments(text)).toEqual([{ kind: 'text', text }])
})

it.each([
  ['a joiner between other letters', 'pass\u200dword'],
  ['one at the end of an emoji', '🚀\u200d'],
  ['tags that are no flag’s', '🏴\u{e0068}\u{e0069}\u{e007f}'],
])('shows %s', (_, text) => {
  expect(visibleSegments(text).some(({ kind }) => kind === 'control')).toBe(true)
})

const anyText = fc
  .array(fc.constantFrom('a', ' ', '\u202e', '\ufeff', '\u{e0041}', '🙂', '\u200d', 'ی', '🏴', '\ud800', '\n'), { maxLength: 12 })
  .map((parts) => parts.join(''))

it('loses nothing of any text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(
        visibleSegments(text)
          .map((segment) => segment.text)
          .join(''),
      ).toBe(text)
    }),
  )
})
