import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hunksBetween } from '../../../../../electron/core/alignment/hunks'
import { sameToken, tokenize } from '../../../../../electron/core/alignment/tokens'

const texts = fc.array(fc.constantFrom('a', 'b', 'c', 'He', 'he', '.', 'd'), { maxLength: 12 }).map((words) => tokenize(words.join(' ')))

/** The textbook edit distance, in tenths. */
function distance(source: ReturnType<typeof tokenize>, output: ReturnType<typeof tokenize>): number {
  let above = [0, ...output.map((_, index) => (index + 1) * 10)]
  for (const token of source) {
    const row = [(above[0] ?? 0) + 10]
    for (const [index, other] of output.entries()) {
      const replaced = (above[index] ?? 0) + (sameToken(token, other) ? 0 : 16)
      row.push(Math.min(replaced, (above[index + 1] ?? 0) + 10, (row[index] ?? 0) + 10))
    }
    above = row
  }
  return above.at(-1) ?? 0
}

test('tokens outside hunks match one for one, at the lowest cost', () => {
  fc.assert(
    fc.property(texts, texts, (source, output) => {
      let [position, outputPosition, cost] = [0, 0, 0]
      for (const hunk of [
        ...hunksBetween(source, output),
        { from: source.length, to: source.length, outputFrom: output.length, outputTo: output.length },
      ]) {
        expect(hunk.from - position).toBe(hunk.outputFrom - outputPosition)
        for (; position < hunk.from; position++, outputPosition++) {
          const [token, other] = [source[position], output[outputPosition]]
          expect(token !== undefined && other !== undefined && sameToken(token, other)).toBe(true)
        }
        const [removed, added] = [hunk.to - hunk.from, hunk.outputTo - hunk.outputFrom]
        cost += Math.min(removed, added) * 16 + Math.abs(removed - added) * 10
        ;[position, outputPosition] = [hunk.to, hunk.outputTo]
      }
      expect(cost).toBe(distance(source, output))
    }),
    { numRuns: 500 },
  )
})

test('of equally cheap alignments it takes the one with the fewest hunks', () => {
  expect(hunksBetween(tokenize('they and Tom left'), tokenize('John and Mary and Tom left'))).toEqual([
    { from: 0, to: 1, outputFrom: 0, outputTo: 3 },
  ])
})
