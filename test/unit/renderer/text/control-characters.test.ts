import fc from 'fast-check'
import { expect, it } from 'vitest'
import { visibleSegments } from '../../../../electron/shared/hidden-characters'
import { hiddenCount } from '../../../../renderer/text/control-characters'

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
  expect(hiddenCount('tab\tline\nÅse e\u0301 🙂')).toBe(0)
})

const anyText = fc
  .array(fc.constantFrom('a', ' ', '\u202e', '\ufeff', '\u{e0041}', '🙂', '\ud800', '\n'), { maxLength: 12 })
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
