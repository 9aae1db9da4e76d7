import fc from 'fast-check'
import { expect, it } from 'vitest'
import { indexLines, looksBinary } from '../../../../../electron/core/datasets/line-index'

const linesOf = (text: string) => {
  const bytes = Buffer.from(text)
  return indexLines(bytes).map(({ start, end }) => bytes.toString('utf8', start, end))
}

it('cuts at LF and CR LF, with or without a last break', () => {
  expect(linesOf('a\nb\r\nc')).toEqual(['a', 'b', 'c'])
  expect(linesOf('a\n\nb\n')).toEqual(['a', '', 'b'])
  expect(linesOf('')).toEqual([])
  expect(linesOf('a\r')).toEqual(['a\r'])
})

it('finds every line of any text', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string().filter((line) => !/[\r\n]/.test(line)),
        { minLength: 1 },
      ),
      fc.constantFrom('\n', '\r\n'),
      (lines, feed) => {
        expect(linesOf(lines.map((line) => line + feed).join(''))).toEqual(lines)
      },
    ),
  )
})

it('takes bytes with a NUL for no text', () => {
  expect(looksBinary(Buffer.from('{"a": 1}'))).toBe(false)
  expect(looksBinary(Buffer.from('{"a": 1}', 'utf16le'))).toBe(true)
})
