import { expect, it } from 'vitest'
import { metric } from '../../../../electron/shared/training'
import { csvOf } from '../../../../renderer/chart/csv'
import { train, valid } from '../figures'

const [header = '', ...lines] = csvOf([
  valid(0, 1.5),
  train(5, null, { gradientNorm: null, tokensPerSecond: 12.5 }),
  valid(5, 1, { score: 0.25 }),
]).split('\r\n')
const cell = (line: number, column: string): string | undefined => lines[line]?.split(',')[header.split(',').indexOf(column)]

it('has a column for everything that the contract knows of a figure', () => {
  const known = new Set(metric.options.flatMap((option) => Object.keys(option.shape)))
  expect(new Set(header.split(','))).toEqual(known)
})

it('says of a loss or norm that it was no number, and leaves empty what was not taken', () => {
  expect([cell(1, 'loss'), cell(1, 'gradientNorm'), cell(0, 'score'), cell(2, 'score')]).toEqual(['NaN', 'NaN', '', '0.25'])
})

it('leaves the fields of the other split empty', () => {
  expect([cell(0, 'tokensPerSecond'), cell(1, 'tokensPerSecond'), cell(1, 'rows')]).toEqual(['', '12.5', ''])
})

it('ends each line as RFC 4180 has it', () => {
  expect(lines.at(-1)).toBe('')
  expect(lines).toHaveLength(4)
})
