import { z } from 'zod'
import { comparison, systemName } from './scorecard'

const count = z.int().nonnegative()
const rate = z.number().min(0).max(1)

export const gapMeasures = z.strictObject({
  /** Texts, each with one pronoun and two names. */
  texts: count,
  truePositives: count,
  falsePositives: count,
  falseNegatives: count,
  precision: rate,
  recall: rate,
  f1: rate,
})
/** How well pronouns were resolved to the names they stand for, counted over names as GAP does. */
export type GapMeasures = z.infer<typeof gapMeasures>

export const gapScore = z.strictObject({
  overall: gapMeasures,
  masculine: gapMeasures,
  feminine: gapMeasures,
  /** Feminine F1 over masculine F1; null where the latter is 0. */
  bias: z.number().nonnegative().nullable(),
})
/** One system's score on GAP. */
export type GapScore = z.infer<typeof gapScore>

export const gapResult = z.strictObject({
  data: z.string(),
  at: z.iso.datetime(),
  systems: z.array(z.strictObject({ system: systemName, score: gapScore })).readonly(),
  hashes: comparison.shape.hashes,
})
/** Several systems on the same texts of GAP. */
export type GapResult = z.infer<typeof gapResult>
