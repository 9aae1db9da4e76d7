import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseBounded } from '../../../../../../electron/core/models/safety/bounded-json'

/** How many brackets are around the innermost value. */
function depthOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  return 1 + Math.max(0, ...Object.values(value).map(depthOf))
}

it('reads what JSON.parse reads, as deep as was said and no deeper', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(6), (value, depth) => {
      const read = parseBounded(Buffer.from(JSON.stringify(value)), depth)
      if (depthOf(value) > depth) return !read.ok
      expect(read).toEqual({ ok: true, value: JSON.parse(JSON.stringify(value)) })
      return true
    }),
  )
})

it('takes brackets in texts for texts', () => {
  const value = { a: '[[[[\\"[[[[', '{{{{': '\\' }
  expect(parseBounded(Buffer.from(JSON.stringify(value)), 1)).toEqual({ ok: true, value })
})

it('never throws, whatever the bytes', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => typeof parseBounded(bytes).ok === 'boolean'))
})

it.each([
  ['UTF-8', Buffer.from([0x22, 0xc3, 0x22])],
  ['not JSON', Buffer.from('\uFEFF{}')],
  ['not JSON', Buffer.from('[Infinity]')],
  ['not finite', Buffer.from('[-1e999]')],
])('refuses what is %s', (why, bytes) => {
  expect(parseBounded(bytes)).toEqual({ ok: false, why: expect.stringContaining(why) })
})
