import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anchorAt, lowest, placesAround, scrollAt, trackHeight } from '../../../../renderer/dataset/row-window'

const view = 700
const rows = 14

describe('a window on a list of rows', () => {
  it('is never taller than a browser can scroll, and reaches both ends all the same', () => {
    expect(trackHeight(5_000_000, view)).toBeLessThan(16_777_216)
    const reach = trackHeight(5_000_000, view) - view
    expect(anchorAt(0, 5_000_000, view, rows)).toEqual({ place: 0, top: 0 })
    expect(anchorAt(reach, 5_000_000, view, rows)).toEqual({ place: 4_999_999, top: 0 })
  })

  it('has every row that can be in view', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: -2000, max: 2000 }), fc.nat(1_000_000), (place, top, count) => {
        const { from, to } = placesAround({ place, top }, count, view)
        // Rows as low as they can be, from the one that is held.
        const inView = Array.from({ length: 200 }, (_, at) => place - 100 + at).filter((each) => {
          const y = top + (each - place) * lowest
          return each >= 0 && each < count && y + lowest > 0 && y < view
        })
        expect(inView.every((each) => each >= from && each < to)).toBe(true)
      }),
    )
  })

  it('says where the scroll bar is for an anchor, and which anchor that is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 2_000_000 }), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (count, share) => {
        const place = Math.floor(share * (count - rows))
        const scroll = scrollAt({ place, top: 0 }, view / rows, count, view, rows)
        const back = anchorAt(scroll, count, view, rows)
        expect(Math.abs(back.place - back.top / (view / rows) - place)).toBeLessThan(0.01)
      }),
    )
  })

  it('does not scroll where all rows are in view', () => {
    expect(trackHeight(3, view)).toBe(view)
    expect(scrollAt({ place: 0, top: 0 }, 40, 3, view, rows)).toBe(0)
  })
})
