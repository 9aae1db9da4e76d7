import { expect, it } from 'vitest'
import { gapTable } from '../../../../electron/cli/gap-table'
import type { GapMeasures } from '../../../../electron/core/benchmarks/gap'

const measures = (texts: number, f1: number): GapMeasures => ({
  texts,
  truePositives: 3,
  falsePositives: 1,
  falseNegatives: 2,
  precision: 0.75,
  recall: 0.6,
  f1,
})

it('shows F1 by gender beside each other, with what was found of how many', () => {
  const score = { overall: measures(8, 0.667), masculine: measures(4, 0.8), feminine: measures(4, 0.6), bias: 0.75 }
  const none = { overall: measures(8, 0), masculine: measures(4, 0), feminine: measures(4, 0), bias: null }
  const table = gapTable({
    data: 'gap.tsv',
    at: '2026-11-26T00:00:00.000Z',
    systems: [
      { system: 'best', score },
      { system: 'copy', score: none },
    ],
    hashes: [],
  })
  expect(table).toMatch(/^GAP, gap\.tsv/)
  expect(table).toMatch(/8 texts +tuned +unchanged/)
  expect(table).toMatch(/precision +3\/4 {2}75\.0 %/)
  expect(table).toMatch(/F1, masculine +0\.800/)
  expect(table).toMatch(/bias.* +0\.75 +–/)
})
