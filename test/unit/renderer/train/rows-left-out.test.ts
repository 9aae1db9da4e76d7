import { expect, it } from 'vitest'
import type { DataReport } from '../../../../electron/shared/training'
import { nameOfLeftOut, rowsLeftOut } from '../../../../renderer/train/rows-left-out'

/** A report that names so many rows of those that were left out of train.jsonl and valid.jsonl. */
const report = (named: number, train: number, valid: number): DataReport => ({
  trainRows: 1,
  validRows: 1,
  cutRows: 0,
  skipped: Array.from({ length: named }, (_, row) => ({ file: row < train ? 'train' : 'valid', row, reason: 'refused' })),
  skippedTrainRows: train,
  skippedValidRows: valid,
  tokensPerEpoch: 1,
  learnedTokensPerEpoch: 1,
  longestRow: 1,
  paddingRatio: 1,
  batchesPerEpoch: 1,
  stepsPerEpoch: 1,
  totalSteps: 1,
  trainableParameters: 1,
  parameters: 1,
})

it.each([
  ['few', report(3, 2, 1), 3, 0],
  ['more than are listed', report(30, 20, 10), 20, 10],
  ['more than the report names', report(200, 5000, 1000), 20, 5980],
])('lists the first and counts the rest (%s)', (_, left, named, more) => {
  const found = rowsLeftOut(left)
  expect(found.named).toEqual(left.skipped.slice(0, named))
  expect(found.more).toBe(more)
})

it('names a row as the dataset counts it, else by its line in the file that the run made', () => {
  const left = { file: 'train', row: 4, reason: 'refused' } as const
  expect([{ ...left, place: 1234 }, { ...left, file: 'valid' as const, place: 0 }, left].map(nameOfLeftOut)).toEqual([
    'Row 1,235',
    'Row 1, validation',
    'train.jsonl, line 5',
  ])
})
