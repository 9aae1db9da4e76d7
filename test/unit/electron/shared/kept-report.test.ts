import { expect, it } from 'vitest'
import { keptReport } from '../../../../electron/shared/training'

const figures = {
  trainRows: 1,
  validRows: 1,
  cutRows: 0,
  tokensPerEpoch: 1,
  learnedTokensPerEpoch: 1,
  longestRow: 1,
  paddingRatio: 1,
  batchesPerEpoch: 1,
  stepsPerEpoch: 1,
  totalSteps: 1,
  trainableParameters: 1,
  parameters: 1,
}
const rows = (file: 'train' | 'valid', count: number) => Array.from({ length: count }, (_, row) => ({ file, row, reason: 'refused' }))

it('counts the rows that a report of before named', () => {
  const skipped = [...rows('train', 250), ...rows('valid', 3)]
  const kept = keptReport.parse({ ...figures, skipped })
  expect(kept).toMatchObject({ skippedTrainRows: 250, skippedValidRows: 3 })
  expect(kept.skipped).toEqual(skipped.slice(0, 200))
})

it('leaves the counts of a report as they are', () => {
  const report = { ...figures, skipped: rows('train', 200), skippedTrainRows: 9000, skippedValidRows: 40 }
  expect(keptReport.parse(report)).toEqual(report)
})

it('is no report without rows left out, nor with something unknown', () => {
  expect(keptReport.safeParse(figures).success).toBe(false)
  expect(keptReport.safeParse({ ...figures, skipped: [], unknown: 1 }).success).toBe(false)
})
