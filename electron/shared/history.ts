import { z } from 'zod'
import { answerer } from './answerer'
import { identifier } from './identifier'
import { maxTextLength, rewrite } from './resolution'

/** How much of a text is shown where many are listed, in UTF-16 units. */
export const shownBeginning = 300

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
        answeredBy: rewrite.shape.answeredBy.default(null),
      }),
    )
    .max(2)
    .readonly(),
})
export type HistoryEntry = z.infer<typeof historyEntry>

export const historyHead = z.strictObject({
  id: identifier,
  at: z.iso.datetime(),
  /** The first of its source. */
  beginning: z.string().max(shownBeginning),
  /** Who answered, for people. */
  names: z.array(z.string()).max(2).readonly(),
})
/** A text that was resolved once, as it is listed. */
export type HistoryHead = z.infer<typeof historyHead>
