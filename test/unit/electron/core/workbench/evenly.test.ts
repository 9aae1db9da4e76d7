import fc from 'fast-check'
import { expect, it } from 'vitest'
import { evenly } from '../../../../../electron/core/workbench/evenly'

it('spreads places from the first on, each once, as many as there are room for', () => {
  expect(evenly(8, 4)).toEqual([0, 2, 4, 6])
  expect(evenly(3, 32)).toEqual([0, 1, 2])
  expect(evenly(0, 32)).toEqual([])
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(100), (count, limit) => {
      const places = evenly(count, limit)
      expect(new Set(places).size).toBe(Math.min(count, limit))
      for (const [at, place] of places.entries()) expect(place).toBeLessThan(count - (places.length - 1 - at))
    }),
  )
})
