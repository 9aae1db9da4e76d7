import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wellFormed } from '../../../../../../electron/core/files/well-formed'
import { csv } from '../../../../../../electron/core/resolving/formats/csv'
import { anyDocument, resolvedDocument } from './resolved-texts'

const header = 'document,start,end,before,after,kind,entity'
const formula = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/

describe('the format csv', () => {
  test('has a line for each edit, with offsets in code points', () => {
    expect(csv([resolvedDocument("🎉 Ann left. She'd had “it”, her own.", "🎉 Ann left. Ann'd had “it”, Ann's own.")])).toBe(
      `${header}\r\nnews.txt,12,15,She,Ann,resolved,Ann\r\nnews.txt,28,31,her,Ann's,resolved,Ann\r\n`,
    )
  })

  test('is a header alone where nothing was changed', () => {
    expect(csv([resolvedDocument('Ann left.', 'Ann left.')])).toBe(`${header}\r\n`)
    expect(csv([])).toBe(`${header}\r\n`)
  })

  test('keeps what a spreadsheet would calculate from being calculated', () => {
    const lines = csv([resolvedDocument('Ann left. She ran.', '=HYPERLINK("http://x") left. Ann ran.', { id: '@file' })])
    expect(lines).toContain(`"'=HYPERLINK(""http://x"")`)
    expect(lines).toContain("\r\n'@file,")
  })

  test('is read back whole, and no field begins like a formula', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const [first, ...rows] = parse(csv([document])) as string[][]
        expect(first?.join(',')).toBe(header)
        const guarded = (text: string) => (formula.test(text) ? `'${wellFormed(text)}` : wellFormed(text))
        expect(rows.map((row) => row.slice(3, 5))).toEqual(document.edits.map(({ before, after }) => [guarded(before), guarded(after)]))
        for (const field of rows.flat()) expect(field).not.toMatch(formula)
      }),
    )
  })
})
