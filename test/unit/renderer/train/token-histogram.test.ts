import { describe, expect, it } from 'vitest'
import { tokenBars, uncutLimit } from '../../../../renderer/train/token-histogram'

const histogram = [
  { from: 0, to: 100, rows: 5 },
  { from: 100, to: 200, rows: 10 },
  { from: 200, to: 300, rows: 0 },
]

describe('tokenBars', () => {
  it('draws rows by length, the tallest bar to the top', () => {
    const { bars } = tokenBars(histogram, 300)
    expect(bars.map((bar) => [bar.left, bar.height])).toEqual([
      [0, 0.5],
      [1 / 3, 1],
      [2 / 3, 0],
    ])
  })

  it('stands the limit among the bars and marks those it cuts', () => {
    const { bars, limit } = tokenBars(histogram, 150)
    expect(limit).toBe(0.5)
    expect(bars.map((bar) => bar.beyond)).toEqual([false, true, true])
  })

  it('does not mark a bar whose longest row just fits', () => {
    expect(tokenBars(histogram, 199).bars[1]?.beyond).toBe(false)
  })

  it('makes room for a limit a little beyond the longest row, and leaves out one that is far off', () => {
    expect(tokenBars(histogram, 360).limit).toBe(1)
    expect(tokenBars(histogram, 2048).limit).toBeNull()
  })

  it('draws nothing of no rows', () => {
    expect(tokenBars([], 512)).toEqual({ bars: [], limit: null })
  })
})

it.each([
  [2388, 2432],
  [64, 64],
  [3, 64],
  [500_000, 131_072],
])('rounds a longest row of %i up to a limit of %i', (longest, limit) => {
  expect(uncutLimit(longest)).toBe(limit)
})
