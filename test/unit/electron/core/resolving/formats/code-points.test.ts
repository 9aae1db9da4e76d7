import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wellFormed } from '../../../../../../electron/core/files/well-formed'
import { codePointOffsets } from '../../../../../../electron/core/resolving/formats/code-points'

const anyText = fc.string({
  unit: fc.oneof(fc.constantFrom('a', 'é', '😀', '𝒜', '\ud83d', '\ude00', '\u0301', '\r\n'), fc.string({ unit: 'binary' })),
})

describe('offsets in code points', () => {
  test('count an emoji as one', () => {
    const at = codePointOffsets('😀 Ann 👩‍👧 Bob')
    expect([0, 2, 3, 6, 15].map(at)).toEqual([0, 1, 2, 5, 12])
  })

  test('are those of the pair inside a surrogate pair', () => {
    expect(codePointOffsets('a😀b')(2)).toBe(1)
  })

  test('count what stands before them, as Array.from does', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const at = codePointOffsets(text)
        let utf16 = 0
        for (const [index, character] of Array.from(text).entries()) {
          expect(at(utf16)).toBe(index)
          utf16 += character.length
        }
        expect(at(text.length)).toBe(Array.from(text).length)
      }),
    )
  })

  test('do not move when a text is made well-formed', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const sound = wellFormed(text)
        expect(Buffer.from(sound, 'utf8').toString('utf8')).toBe(sound)
        expect([...sound].length).toBe([...text].length)
        expect(sound.length).toBe(text.length)
      }),
    )
  })
})
