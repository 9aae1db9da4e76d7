import fc from 'fast-check'
import { expect, it } from 'vitest'
import { partsOf } from '../../../../../electron/core/evaluating/ask-many'
import { maxMessageBytes } from '../../../../../electron/shared/protocol'

const heldOut = (content: string) => ({ prompt: [{ role: 'user' as const, content }], source: content, gold: content })

it('divides rows into requests whose lines fit, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(3_000_000), { maxLength: 12 }), (lengths) => {
      const rows = lengths.map((length) => heldOut('é'.repeat(length)))
      const parts = [...partsOf(rows)]
      expect(parts.flat()).toEqual(rows)
      for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part.map(({ prompt }) => prompt)))).toBeLessThan(maxMessageBytes)
    }),
    { numRuns: 10 },
  )
})

it('asks a few hundred short rows at once and nothing of none', () => {
  const rows = Array.from({ length: 1300 }, (_, row) => heldOut(`row ${row}`))
  expect([...partsOf(rows)].map((part) => part.length)).toEqual([512, 512, 276])
  expect([...partsOf([])]).toEqual([])
})
