import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pathOfTurn, spanInTurn, treeOf } from '../../../../../electron/core/rows/json-places'
import { withTexts } from '../../../../../electron/core/rows/row-edit'

const path = pathOfTurn('chat', 0)

describe('another text in a row', () => {
  it('leaves every other byte as it was: big numbers, order, spaces', () => {
    const raw = '{ "id":12345678901234567890, "messages" : [ {"content":"a\\u00e9" , "role":"user"} ]}'
    expect(withTexts(raw, [{ path, text: 'é "x"' }])).toBe(
      '{ "id":12345678901234567890, "messages" : [ {"content":"\\u00e9 \\"x\\"" , "role":"user"} ]}',
    )
  })

  it('is written as the row is written: in plain ASCII only where that is its way', () => {
    expect(withTexts('{"text": "a"}', [{ path: ['text'], text: 'é' }])).toBe('{"text": "é"}')
    expect(withTexts('{"text": "\\u0061"}', [{ path: ['text'], text: 'é' }])).toBe('{"text": "\\u00e9"}')
  })

  it('goes into several places at once', () => {
    const raw = '{"prompt": "a", "completion": "b"}'
    expect(
      withTexts(raw, [
        { path: ['completion'], text: 'yy' },
        { path: ['prompt'], text: 'x' },
      ]),
    ).toBe('{"prompt": "x", "completion": "yy"}')
  })

  it('is refused where there is no text to replace', () => {
    for (const raw of ['oops', '{"text": 5}', '{}', '[]']) expect(withTexts(raw, [{ path: ['text'], text: 'a' }])).toBeNull()
  })

  it('is what is read back, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (before, text) => {
        const raw = withTexts(JSON.stringify({ text: before }), [{ path: ['text'], text }])
        expect(JSON.parse(raw ?? '')).toEqual({ text })
      }),
    )
  })
})

it('finds a place of a text in the line, however it is escaped', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), fc.boolean(), (before, word, ascii) => {
      const json = JSON.stringify({ text: before + word })
      const raw = ascii ? json.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : json
      const { start, end } = spanInTurn(raw, treeOf(raw), ['text'], { start: before.length, end: before.length + word.length })
      expect(JSON.parse(`"${raw.slice(start, end)}"`)).toBe(word)
    }),
  )
})
