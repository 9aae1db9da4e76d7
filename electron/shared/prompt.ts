import { z } from 'zod'

const words = z.string().max(20_000)

export const prompt = z.strictObject({
  /** The system turn, null for none. */
  system: words.nullable(),
  /** What stands before the text in the user turn. */
  before: words,
  /** Texts and their rewrites that are shown before the question, each as a question and its answer. */
  examples: z
    .array(z.strictObject({ source: words, rewrite: words }))
    .max(16)
    .readonly(),
})
/** How a text is put to a model. */
export type Prompt = z.infer<typeof prompt>

export const prompts = z.strictObject({
  /** As the run's rows put it; for a model alone, the first of the two phrasings. */
  own: prompt,
  /** The two phrasings of the write-up that this app automates: that of its data, and that of its command line. */
  presets: z.strictObject({ data: prompt, plain: prompt }),
})
/** The prompts that can be chosen from. */
export type Prompts = z.infer<typeof prompts>
