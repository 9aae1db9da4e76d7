import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bytesPerSecond, noteBytes, type Speed, secondsFor, unknownSpeed } from '../../../../../electron/core/hub/speed'

const after = (...samples: readonly (readonly [at: number, done: number])[]): Speed =>
  samples.reduce((speed, [at, done]) => noteBytes(speed, at, done), unknownSpeed)

describe('speed', () => {
  it('is not known before a second has passed', () => {
    expect(bytesPerSecond(unknownSpeed)).toBeNull()
    expect(bytesPerSecond(after([5, 0], [5.9, 1000]))).toBeNull()
    expect(bytesPerSecond(after([5, 0], [6, 1000]))).toBe(1000)
  })

  it('is that of the last ten seconds', () => {
    const slowThenFast = after(...Array.from({ length: 31 }, (_, at) => [at, at <= 20 ? at : 20 + (at - 20) * 100] as const))
    expect(bytesPerSecond(slowThenFast)).toBe(100)
  })

  it('is known of a line so slow that hardly anything comes', () => {
    expect(bytesPerSecond(after([0, 0], [30, 300], [60, 600]))).toBe(10)
  })

  it('begins anew where bytes were taken back', () => {
    expect(bytesPerSecond(after([0, 0], [5, 5000], [6, 100]))).toBeNull()
    expect(bytesPerSecond(after([0, 0], [5, 5000], [6, 100], [8, 300]))).toBe(100)
  })

  it('tells how long the rest takes, where it tells anything', () => {
    expect(secondsFor(500, 100)).toBe(5)
    expect(secondsFor(500, 0)).toBeNull()
    expect(secondsFor(500, null)).toBeNull()
  })

  it('is never negative and never infinite', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(1e9)), { minLength: 2 }), (steps) => {
        const at = (place: number) => steps.slice(0, place + 1).reduce((sum, [wait]) => sum + wait, 0)
        const speed = bytesPerSecond(after(...steps.map(([, done], place) => [at(place), done] as const)))
        expect(speed === null || (Number.isFinite(speed) && speed >= 0)).toBe(true)
      }),
    )
  })
})
