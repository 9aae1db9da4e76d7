import { z } from 'zod'

export const memoryFit = z.enum(['fits', 'tight', 'too-large'])
/** Whether this machine has the memory for something. */
export type MemoryFit = z.infer<typeof memoryFit>

const need = z.strictObject({ bytes: z.number().nonnegative(), verdict: memoryFit })

/**
 * What a model is expected to take of this machine's memory, the Python process included, in bytes: to answer (a text of 2,048 tokens with its answer), and to be
 * trained on rows of 512 tokens, with the balanced settings and with those that take least: one row at a time, activations recomputed.
 */
export const modelMemory = z.strictObject({ run: need, train: need, trainSparingly: need })
export type ModelMemory = z.infer<typeof modelMemory>
