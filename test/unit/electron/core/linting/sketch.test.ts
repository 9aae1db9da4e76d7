import { describe, expect, test } from 'vitest'
import { Sketcher, similarity } from '../../../../../electron/core/linting/sketch'

/** Words of which every five in a row are a shingle, so that the true similarity can be counted. */
const run = (from: number, length: number) => Array.from({ length }, (_, place) => `word${from + place}`)

function measured(one: readonly string[], other: readonly string[]): number {
  const sketcher = new Sketcher()
  const first = Uint32Array.from(sketcher.of(one)?.sketch ?? [])
  return similarity(sketcher.of(other)?.sketch ?? new Uint32Array(), first, 0)
}

describe('sketches', () => {
  test('equal texts are 1 alike, and no words have no sketch', () => {
    expect(measured(run(0, 30), run(0, 30))).toBe(1)
    expect(new Sketcher().of([])).toBeNull()
  })

  test('estimate the Jaccard similarity of word 5-grams, give or take 0.06 on average', () => {
    let squares = 0
    let bias = 0
    const trials = 120
    for (let trial = 0; trial < trials; trial++) {
      const shift = trial % 40
      const [one, other] = [run(trial * 1000, 60), run(trial * 1000 + shift, 60)]
      const shared = 56 - shift
      const error = measured(one, other) - shared / (112 - shared)
      squares += error * error
      bias += error
    }
    expect(Math.sqrt(squares / trials)).toBeLessThan(0.08)
    expect(Math.abs(bias / trials)).toBeLessThan(0.03)
  })
})
