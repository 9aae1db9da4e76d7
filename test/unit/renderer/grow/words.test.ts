import { expect, it } from 'vitest'
import type { Candidate } from '../../../../electron/shared/growing'
import { money, pricesOf, readPrice } from '../../../../renderer/grow/ForecastNote'
import { figuresOf } from '../../../../renderer/grow/GrowJobs'
import { decisionWords, originWords } from '../../../../renderer/grow/reason-words'

it.each([
  ['', null],
  ['free', null],
  ['-1', null],
  ['0', 0],
  [' 2.5 ', 2.5],
  ['10,000', null],
  ['1000001', null],
] as const)('takes “%s” for a price of %s', (typed, price) => {
  expect(readPrice(typed).price).toBe(price)
  expect(readPrice(typed).wrong === null).toBe(price !== null || typed === '')
  expect(pricesOf({ inputPrice: typed, outputPrice: '3' })).toEqual({ inputPerMillion: price, outputPerMillion: 3 })
})

it('shows an amount with the figures that matter', () => {
  expect([0, 0.00123, 0.4567, 1.239, 12].map(money)).toEqual(['0.00', '0.0012', '0.46', '1.24', '12.00'])
})

const candidate = (origin: Candidate['origin']): Candidate => ({
  id: 'c',
  origin,
  source: 's',
  rewrite: 'r',
  marked: null,
  reasons: [],
  secondReading: null,
})

it('says where a candidate comes from', () => {
  expect(originWords(candidate({ kind: 'written', jobId: 'j', item: 0, text: 0, model: 'qwen' }))).toBe('Written by qwen')
  expect(originWords(candidate({ kind: 'drafted', jobId: 'j', document: 'a.txt', start: 0, end: 9, by: 'Run 1' }))).toBe(
    'From a.txt, drafted by Run 1',
  )
  expect(originWords(candidate({ kind: 'renamed', row: 4, seed: 1, names: [{ from: 'Ann', to: 'Eva' }] }))).toBe(
    'Row 5 with 1 other name: Ann → Eva',
  )
})

it('says what was decided, and by whom', () => {
  expect(decisionWords({ state: 'pending' })).toBe('')
  expect(decisionWords({ state: 'rejected', by: 'person', reason: '' })).toBe('Rejected')
  expect(decisionWords({ state: 'rejected', by: 'person', reason: 'dull' })).toBe('Rejected: dull')
  expect(decisionWords({ state: 'rejected', by: 'filter', reason: 'No marks.' })).toBe('Set aside: No marks.')
})

it('tells a job’s figures, and none that are nothing', () => {
  const none = { answered: 1, wanted: 4, candidates: 3, setAside: 0, doubtful: 0, inputTokens: 0, outputTokens: 0 }
  expect(figuresOf(none)).toBe('1 of 4 answers · 3 candidates')
  expect(figuresOf({ ...none, setAside: 1, doubtful: 2, inputTokens: 1000, outputTokens: 20 })).toBe(
    '1 of 4 answers · 3 candidates · 2 with a remark · 1 set aside · 1,000 tokens in, 20 out',
  )
})
