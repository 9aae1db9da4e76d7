import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { logEnds, logPlaces } from '../../../../electron/shared/log-axis'

const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true })

describe('the ends of a logarithmic axis', () => {
  it.each([
    [0.37, 1.82, [0.2, 2]],
    [0.37, 2, [0.2, 5]],
    [1, 1, [1, 2]],
    [7.2e9, 9.9e9, [5e9, 1e10]],
    [0.37, 1e30, [0.2, 2e30]],
    [5e-324, 1.7e308, [5e-324, 1.7e308]],
  ])('of %d to %d are round, and hold them with air above', (low, high, ends) => expect(logEnds(low, high)).toEqual(ends))

  it('are those of one power of ten where no figure has a place', () => {
    expect(logEnds(null, null)).toEqual([1, 10])
    expect(logEnds(0, 3)).toEqual([1, 10])
  })
})

describe('the named places of a logarithmic axis', () => {
  it.each([
    [0.4, 12, 8, [0.5, 1, 2, 5, 10]],
    [0.5, 90_000, 8, [1, 10, 100, 1000, 10_000]],
    [0.2, 2e30, 6, [1, 1e6, 1e12, 1e18, 1e24, 1e30]],
    [3, 4, 8, [3, 4]],
  ])('from %d to %d are powers of ten, and what is between them where there is room', (low, high, most, places) =>
    expect(logPlaces(low, high, most)).toEqual(places),
  )

  it('lie within it, ascending, and are never many', () => {
    fc.assert(
      fc.property(positive, positive, fc.integer({ min: 1, max: 12 }), (one, other, most) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        const places = logPlaces(low, high, most)
        expect(places.length).toBeGreaterThan(0)
        expect(places.length).toBeLessThanOrEqual(Math.max(2, most + 1))
        for (const place of places) expect(place >= low && place <= high).toBe(true)
        expect(places).toEqual([...places].sort((a, b) => a - b))
      }),
    )
  })

  it('are none where an end has no place', () => {
    expect(logPlaces(0, 1, 8)).toEqual([])
    expect(logPlaces(1, Number.POSITIVE_INFINITY, 8)).toEqual([])
  })
})
