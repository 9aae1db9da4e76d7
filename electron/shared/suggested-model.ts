import { z } from 'zod'
import { hubId } from './model'
import { modelMemory } from './model-memory'

const suggestedLicence = z.strictObject({
  name: z.string(),
  /** Whether it binds whoever uses the model to terms of its publisher. */
  terms: z.boolean(),
})
/** Under what a model is given. */
export type SuggestedLicence = z.infer<typeof suggestedLicence>

export const suggestedModel = z.strictObject({
  name: z.string(),
  /** The publisher's own repository on the Hub. */
  original: hubId,
  licence: suggestedLicence,
  parameters: z.int().positive(),
  /** What is known of it at this task, in a sentence; null where nothing is. */
  finding: z.string().nullable(),
  /** Ways to have it, the smallest first. */
  versions: z
    .array(
      z.strictObject({
        repo: hubId,
        bits: z.union([z.literal(4), z.literal(16)]),
        /** To download, in bytes; computed from the model's shape, so “about”. */
        bytes: z.int().positive(),
        memory: modelMemory,
      }),
    )
    .readonly(),
})
/** A model from the short list, and what each version of it would take here. */
export type SuggestedModel = z.infer<typeof suggestedModel>
