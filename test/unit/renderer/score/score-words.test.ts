import { expect, it } from 'vitest'
import { differenceWords, inOrder, intervalWords, pairWords, probabilityWords } from '../../../../renderer/score/score-words'

it('writes intervals, differences and probabilities', () => {
  expect(intervalWords({ low: 0.621, high: 0.809 })).toBe('62–81 %')
  expect(differenceWords({ value: 0.29, low: -0.01, high: 0.361, p: 0.0421 })).toBe('+0.29 (−0.01 to +0.36), p = 0.042')
  expect(probabilityWords(0)).toBe('p < 0.001')
})

it('has the columns from the least expected to the most', () => {
  expect(inOrder([{ system: 'best' }, { system: 'copy' }, { system: 'base' }] as const).map(({ system }) => system)).toEqual([
    'copy',
    'base',
    'best',
  ])
})

it('says what was fixed and what was broken', () => {
  const difference = { value: 0.5, low: 0.25, high: 0.75, p: 0.0005 }
  const counts = { bothRight: 1, broken: 2, fixed: 13, bothWrong: 4, p: 0.007 }
  const pair = {
    before: 'base',
    after: 'best',
    recall: difference,
    precision: difference,
    f1: difference,
    mentions: counts,
    texts: counts,
  } as const
  expect(pairWords(pair)).toEqual([
    'Mention F1 +0.50 (+0.25 to +0.75), p < 0.001, by 2,000 resamples of the texts.',
    '13 references fixed and 2 broken, p = 0.007; 13 texts fixed and 2 broken, p = 0.007 (exact McNemar test).',
  ])
})
