import { expect, it } from 'vitest'
import { scorecard, scoreExample } from '../../../../electron/core/scoring/score'
import {
  countedShare,
  discordanceWords,
  f1Difference,
  f1Words,
  intervalWords,
  measures,
  probabilityWords,
  shareDifference,
  shareWords,
} from '../../../../electron/shared/score-words'

it('writes proportions, without ever rounding something to nothing or to all', () => {
  expect([0, 0.0001, 0.5, 0.625, 0.99999, 1].map(shareWords)).toEqual(['0.0 %', '0.1 %', '50.0 %', '62.5 %', '99.9 %', '100.0 %'])
  expect([countedShare(3, 4), countedShare(0, 0), countedShare(1234, 2468)]).toEqual(['3/4  75.0 %', '0/0  –', '1,234/2,468  50.0 %'])
  expect(intervalWords({ low: 0.621, high: 0.809 })).toBe('62.1–80.9 %')
})

it('writes an F1 from 0 to 1, and what it changed by', () => {
  expect(f1Words(0.9124)).toBe('0.912')
  expect(f1Difference({ value: 0.29, low: -0.01, high: 0.361, p: 0.0421 })).toBe('+0.290 (−0.010 to +0.361), p = 0.042')
})

it('writes what a proportion changed by in points, and a probability never as nought', () => {
  expect(shareDifference({ value: 0.29, low: -0.01, high: 0.361, p: 0 })).toBe('+29.0 points (−1.0 to +36.1), p < 0.001')
  expect([0, 0.0009, 0.001, 0.25, 1].map(probabilityWords)).toEqual(['p < 0.001', 'p < 0.001', 'p = 0.001', 'p = 0.250', 'p = 1.000'])
})

it('counts what two systems have right and wrong', () => {
  expect(discordanceWords({ fixed: 1300, broken: 2, bothWrong: 4, bothRight: 1, p: 0.007 })).toBe(
    '1,300 fixed, 2 broken, 4 still wrong, 1 right both times, p = 0.007',
  )
})

it('has a figure for each line of a scorecard, that of the card itself', () => {
  const card = scorecard([
    scoreExample({ source: 'Ann met Tom. He left her.', gold: 'Ann met Tom. Tom left Ann.', output: 'Ann met Tom. Ann left Ann now.' }),
  ])
  const figures = Object.fromEntries(measures.map(({ name, figure }) => [name.trim(), figure(card)]))
  expect(figures).toMatchObject({
    'references resolved': '1/2  50.0 %',
    'wrong entity': '1',
    'edits that were right': '1/3  33.3 %',
    'mention F1': '0.400',
    'wrong-entity rate': '1/2  50.0 %',
    'clean texts': '0/1  0.0 %',
  })
  expect(card.precision).toBeCloseTo(1 / 3)
  expect(card.wrongEntityRate).toBe(0.5)
})
