import { z } from 'zod'

export const finishReason = z.enum(['stop', 'length'])
/** Why a model's answer ended. length: it ran out of room, so that the answer is not whole. */
export type FinishReason = z.infer<typeof finishReason>
