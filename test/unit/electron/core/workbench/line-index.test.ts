import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LineIndex, looksBinary, withoutBreak } from '../../../../../electron/core/workbench/line-index'

/** Lines of bytes that come in pieces of this length. */
function linesOf(bytes: Buffer, piece: number): string[] {
  const lines = new LineIndex()
  for (let at = 0; at < bytes.length; at += piece) lines.feed(bytes.subarray(at, at + piece))
  return Array.from({ length: lines.count }, (_, line) => {
    const whole = bytes.subarray(lines.start(line), lines.end(line))
    return whole.toString('utf8', 0, withoutBreak(whole))
  })
}

it('cuts at LF and CR LF, with or without a last break, wherever a piece ends', () => {
  for (const piece of [1, 2, 3, 100]) {
    expect(linesOf(Buffer.from('a\nb\r\nc'), piece)).toEqual(['a', 'b', 'c'])
    expect(linesOf(Buffer.from('a\n\nb\n'), piece)).toEqual(['a', '', 'b'])
    expect(linesOf(Buffer.from(''), piece)).toEqual([])
    expect(linesOf(Buffer.from('a\r'), piece)).toEqual(['a\r'])
  }
})

it('finds every line of any text, also among more lines than it has room for at first', () => {
  const line = fc.string().filter((text) => !/[\r\n]/.test(text))
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 50 }),
      fc.constantFrom('\n', '\r\n'),
      fc.integer({ min: 1, max: 9 }),
      (lines, feed, piece) => {
        expect(linesOf(Buffer.from(lines.map((text) => text + feed).join('')), piece)).toEqual(lines)
      },
    ),
  )
  expect(linesOf(Buffer.from('x\n'.repeat(5_000)), 100)).toHaveLength(5_000)
})

it('takes bytes with a NUL for no text', () => {
  expect(looksBinary(Buffer.from('{"a": 1}'))).toBe(false)
  expect(looksBinary(Buffer.from('{"a": 1}', 'utf16le'))).toBe(true)
})
