import { expect, it } from 'vitest'
import { inOrder, pairWords } from '../../../../renderer/score/score-words'

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
    'Mention F1, tuned against base: +0.500 (+0.250 to +0.750), p < 0.001, by 2,000 resamples of the texts.',
    '13 references fixed and 2 broken, p = 0.007; 13 texts fixed and 2 broken, p = 0.007 (exact McNemar test).',
  ])
})
