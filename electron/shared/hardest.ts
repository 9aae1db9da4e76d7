import { z } from 'zod'

export const hardRow = z.strictObject({
  split: z.enum(['train', 'valid']),
  /** Place in the dataset the run was made from, from 0; null where the run does not know it. */
  row: z.int().nonnegative().nullable(),
  /** Mean cross-entropy of its learned tokens, in nats; null when not finite. */
  loss: z.number().nonnegative().nullable(),
  /** The answer as the model reads it; `loss` in nats, null where not finite. */
  tokens: z.array(z.strictObject({ text: z.string(), loss: z.number().nullable() })).readonly(),
})
/** A row that the model finds hard, with what each token of its answer costs. */
export type HardRow = z.infer<typeof hardRow>

export const hardestRows = z.strictObject({
  /** When it was measured, and with which weights. */
  at: z.iso.datetime(),
  step: z.int().nonnegative(),
  measured: z.int().nonnegative(),
  /** Highest loss first. */
  rows: z.array(hardRow).readonly(),
})
/** The rows of a run with the highest loss. */
export type HardestRows = z.infer<typeof hardestRows>
