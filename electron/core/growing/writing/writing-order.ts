import { z } from 'zod'
import { growProvider, maxPlannedRows } from '../../../shared/growing'
import { identifier } from '../../../shared/identifier'
import { promptTemplate } from '../../rows/prompt-template'
import { planItem } from '../planning/plan-item'

export const examplePairs = z
  .array(z.strictObject({ source: z.string().max(20_000), rewrite: z.string().max(20_000) }))
  .max(20)
  .readonly()

export const writingOrder = z.strictObject({
  kind: z.literal('written'),
  jobId: identifier,
  provider: growProvider,
  items: z.array(planItem).max(maxPlannedRows).readonly(),
  /** Rows of the person's own that show how. They leave the machine with every request. */
  examples: examplePairs,
  template: promptTemplate,
  /** Whether the model reads each source again by itself, and what differs is shown. */
  secondReading: z.boolean(),
})
/** A writing job, whole: what is asked follows from it alone, so that a job that was killed goes on with the same questions. */
export type WritingOrder = z.infer<typeof writingOrder>
