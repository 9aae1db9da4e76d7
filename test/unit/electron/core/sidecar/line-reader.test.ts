import fc from 'fast-check'
import { expect, it } from 'vitest'
import { LineReader } from '../../../../../electron/core/sidecar/line-reader'

it('gives the same lines however the stream is cut', () => {
  const line = fc.string({ minLength: 1, unit: 'grapheme' }).filter((text) => !/[\n]/.test(text) && text.trim() !== '')
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat(400)), (lines, cuts) => {
      const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''))
      const heard: string[] = []
      const reader = new LineReader(
        1e6,
        (text) => heard.push(text),
        () => expect.unreachable(),
      )
      let at = 0
      for (const cut of [...cuts.sort((a, b) => a - b), bytes.length]) {
        reader.push(bytes.subarray(at, Math.max(at, cut)))
        at = Math.max(at, cut)
      }
      expect(heard).toEqual(lines)
    }),
  )
})

it('passes over a line that is too long, tells it once, and goes on', () => {
  const heard: string[] = []
  let overlong = 0
  const reader = new LineReader(
    5,
    (text) => heard.push(text),
    () => overlong++,
  )
  for (const piece of ['abcde\nabc', 'defgh', 'ijk\nxy\n']) reader.push(Buffer.from(piece))
  expect(heard).toEqual(['abcde', 'xy'])
  expect(overlong).toBe(1)
})
