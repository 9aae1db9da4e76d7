import { z } from 'zod'

export const settings = z.strictObject({
  /** Nothing is asked of the network. */
  offline: z.boolean(),
  /** The Hub, or a mirror of it; null for the environment's, or huggingface.co. */
  hubAddress: z.string().max(500).nullable(),
})
/** What a person has set for the whole app. */
export type Settings = z.infer<typeof settings>

export const ordinarySettings: Settings = { offline: false, hubAddress: null }
