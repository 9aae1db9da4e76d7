import { expect, it } from 'vitest'
import { hiddenCount, spelledOut } from '../../../../renderer/text/control-characters'

it('counts what would not be seen', () => {
  expect(hiddenCount('a\u202eb\u200bc')).toBe(2)
  expect(hiddenCount('tab\tline\nÅse e\u0301 🙂')).toBe(0)
})

it('spells it out in brackets', () => {
  expect(spelledOut('a\u202eb\u200bc\u0007')).toBe('a[RLO]b[ZWSP]c[U+0007]')
})
