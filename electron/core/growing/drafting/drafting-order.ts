import { z } from 'zod'
import { draftedBy, maxCandidateLength } from '../../../shared/growing'
import { identifier } from '../../../shared/identifier'
import { promptTemplate } from '../../rows/prompt-template'
import { examplePairs } from '../writing/writing-order'

const place = z.int().nonnegative()

export const draftingOrder = z.strictObject({
  kind: z.literal('drafted'),
  jobId: identifier,
  /** What the document is called, for people. */
  document: z.string().max(300),
  passages: z
    .array(z.strictObject({ start: place, end: place, text: z.string().min(1).max(maxCandidateLength) }))
    .max(100_000)
    .readonly(),
  by: draftedBy,
  examples: examplePairs,
  template: promptTemplate,
})
/** A drafting job, whole. */
export type DraftingOrder = z.infer<typeof draftingOrder>
