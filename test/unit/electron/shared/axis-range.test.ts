import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highestHeld, linearAxis, namedPlaces } from '../../../../electron/shared/axis-range'

describe('linearAxis', () => {
  it.each([
    ['from zero to a named place above the first figure of a run', 0.02, 1.822, 12, { from: 0, to: 2, step: 0.2 }],
    ['with air above a figure that is a named place itself', 0, 5e-4, 6, { from: 0, to: 6e-4, step: 1e-4 }],
    ['with few places in a low picture', 0.02, 1.822, 3, { from: 0, to: 2, step: 1 }],
    ['not from zero where all of it is far above', 4000, 4800, 12, { from: 3900, to: 4900, step: 100 }],
    ['close around figures that differ little', 3, 3.05, 12, { from: 2.99, to: 3.06, step: 0.01 }],
    ['around figures that are all alike', 3, 3, 6, { from: 2.97, to: 3.03, step: 0.01 }],
    ['up to one where all is nought', 0, 0, 6, { from: 0, to: 1, step: 0.2 }],
    ['below zero where a figure is', -1, 1, 6, { from: -1, to: 1.5, step: 0.5 }],
  ])('goes %s', (_, low, high, most, expected) => {
    expect(linearAxis(low, high, most)).toEqual(expected)
  })

  it('holds its figures and names its ends, whatever they are', () => {
    const figure = fc.oneof(fc.double({ min: 0, max: 20, noNaN: true }), fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }))
    fc.assert(
      fc.property(figure, figure, fc.integer({ min: 1, max: 30 }), (one, other, most) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)]
        const axis = linearAxis(low, high, most)
        const places = namedPlaces(axis)
        expect(axis.from <= low && axis.to >= high && axis.from < axis.to).toBe(true)
        expect([places[0], places.at(-1)]).toEqual([axis.from, axis.to])
        expect(places.length).toBeLessThanOrEqual(Math.max(2, most) + 1)
      }),
    )
  })
})

it('names places without what is left over of adding', () => {
  expect(namedPlaces({ from: 0, to: 1, step: 0.2 })).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
})

describe('highestHeld', () => {
  const calm = [1.5, 1.2, 0.9, 0.7, 0.5, 0.4, 0.3, 0.2]

  it('is the highest of all, wherever it stands', () => {
    expect(highestHeld([calm, [1.8, 0.1]])).toBe(1.8)
    expect(highestHeld([calm], [1.6])).toBe(1.6)
  })

  it('leaves out up to three figures that would flatten all the others', () => {
    expect(highestHeld([[6.2, ...calm]])).toBe(1.5)
    expect(
      highestHeld([
        [...calm, 7],
        [90_000, 1e30],
      ]),
    ).toBe(1.5)
    expect(
      highestHeld([
        [...calm, 7, 8],
        [9, 10],
      ]),
    ).toBe(10)
  })

  it('holds what is no more than four times as high as the rest', () => {
    expect(highestHeld([[6, ...calm]])).toBe(6)
  })

  it('counts a level among the rest: the descent from the base model’s loss is held', () => {
    expect(highestHeld([[6.2, ...calm]], [5.9])).toBe(6.2)
    expect(highestHeld([calm], [25])).toBe(25)
  })

  it('holds all of few figures, and all where the rest is nought', () => {
    expect(highestHeld([[90, 1, 1, 1]])).toBe(90)
    expect(highestHeld([[5, ...calm.map(() => 0)]])).toBe(5)
  })

  it('passes over what is no number', () => {
    expect(highestHeld([[Number.NaN, Number.POSITIVE_INFINITY, 2]])).toBe(2)
    expect(highestHeld([[Number.NaN], []])).toBeNull()
  })
})
