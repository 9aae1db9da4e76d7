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
      const read = parseBounded(Buffer.from(JSON.stringify(value)), { depth })
      if (depthOf(value) > depth) return !read.ok
      expect(read).toEqual({ ok: true, value: JSON.parse(JSON.stringify(value)) })
      return true
    }),
  )
})

it('takes brackets in texts for texts', () => {
  const value = { a: '[[[[\\"[[[[', '{{{{': '\\' }
  expect(parseBounded(Buffer.from(JSON.stringify(value)), { depth: 1 })).toEqual({ ok: true, value })
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

it('takes infinite numbers where they are taken, written as Python or as JSON writes them', () => {
  const read = (text: string) => parseBounded(Buffer.from(text), { infinite: true })
  expect(read('{"time_step_limit": [0.0, Infinity], "low": -Infinity, "high": 1e999}')).toEqual({
    ok: true,
    value: { time_step_limit: [0, Number.POSITIVE_INFINITY], low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY },
  })
  expect(read('{"Infinity": "to Infinity, \\"Infinity\\""}')).toEqual({ ok: true, value: { Infinity: 'to Infinity, "Infinity"' } })
  for (const text of [
    'NaN',
    '[--Infinity]',
    '[+Infinity]',
    '[1Infinity]',
    '[Infinity2]',
    '[xInfinity]',
    '[InfinityInfinity]',
    '{Infinity: 1}',
  ]) {
    expect(read(text)).toEqual({ ok: false, why: 'is not JSON' })
  }
})
