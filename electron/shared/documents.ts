import { z } from 'zod'
import { failure } from './errors'
import { maxTextLength } from './resolution'

export const brought = z.strictObject({
  /** The file or folder. */
  name: z.string(),
  documents: z
    .array(
      z.strictObject({
        id: z.string(),
        /** '' where it could not be read. */
        text: z.string().max(maxTextLength),
        /** What of the document is not in the text, a sentence each. */
        notes: z.array(z.string()).readonly(),
        failure: failure.nullable(),
      }),
    )
    .readonly(),
  /** Whether there are more than are brought at once. */
  more: z.boolean(),
})
/** Texts that a person brought to be resolved. */
export type Brought = z.infer<typeof brought>
