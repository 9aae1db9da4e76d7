import { expect, it } from 'vitest'
import { costBand, dearest, dearestFirst } from '../../../../renderer/train/token-cost'

it.each([
  [0, 0],
  [0.49, 0],
  [0.5, 1],
  [1.5, 2],
  [3, 3],
  [null, 3],
] as const)('puts a cost of %s into band %s', (loss, band) => {
  expect(costBand(loss)).toBe(band)
})

it('names the dearest tokens, one that is no number first, none that cost little', () => {
  const tokens = [
    { text: 'a', loss: 0.1 },
    { text: 'b', loss: 2 },
    { text: 'c', loss: null },
    { text: 'd', loss: 4 },
  ]
  expect(dearest({ split: 'train', row: 0, loss: 1, tokens }, 2).map(({ text }) => text)).toEqual(['c', 'd'])
})

it('puts what is no number before the highest loss', () => {
  expect(dearestFirst([{ loss: 1 }, { loss: null }, { loss: 9 }, { loss: null }]).map(({ loss }) => loss)).toEqual([null, null, 9, 1])
})
