import { z } from 'zod'
import { entityKind, maxPlannedRows, wantedPhenomenon } from '../../../shared/growing'

/** The letters by which marks name the entities of a text, in the order of the plan. */
export const entityLetters = ['a', 'b', 'c', 'd'] as const

export const rowPlan = z.strictObject({
  genre: z.string().max(80),
  domain: z.string().max(80),
  style: z.string().max(80),
  sentences: z.int().min(1).max(12),
  entities: z
    .array(z.strictObject({ letter: z.enum(entityLetters), kind: entityKind }))
    .min(1)
    .max(4)
    .readonly(),
  /** What it is to be an example of; null where it has nothing to resolve. */
  wanted: wantedPhenomenon.nullable(),
  /** Whether one entity agrees with each pronoun, or several with one. */
  agreeing: z.enum(['one', 'several']),
  quotation: z.boolean(),
  pleonastic: z.boolean(),
})
/** What one row is to be. */
export type RowPlan = z.infer<typeof rowPlan>

export const planItem = z.strictObject({
  index: z.int().nonnegative().max(maxPlannedRows),
  rows: z.array(rowPlan).min(1).max(10).readonly(),
})
/** What one request asks for: a text for each row, in order. */
export type PlanItem = z.infer<typeof planItem>
