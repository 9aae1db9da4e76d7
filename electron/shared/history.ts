import { z } from 'zod'
import { answerer } from './answerer'
import { identifier } from './identifier'
import { maxTextLength, rewrite } from './resolution'

/** What was resolved once: a text, who answered, and the answers. */
export const historyEntry = z.strictObject({
  id: identifier,
  at: z.iso.datetime(),
  source: z.string().max(maxTextLength),
  by: answerer,
  /** Who answered as `base`; null was the base model. */
  against: answerer.nullable(),
  answers: z
    .array(
      rewrite.pick({ side: true, output: true, finishReason: true, figures: true, parts: true }).extend({
        /** Who answered, for people. */
        name: z.string().max(300),
      }),
    )
    .max(2)
    .readonly(),
})
export type HistoryEntry = z.infer<typeof historyEntry>
