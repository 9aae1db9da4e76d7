import { z } from 'zod'
import { failure } from './errors'
import { maxTextLength } from './resolution'

/** What the names of files end in that hold one text each, without the dot. */
export const documentEndings = ['txt', 'text', 'md', 'markdown', 'docx', 'pdf'] as const
/** What the names of files end in that hold a text a row, and are looked for in folders. */
export const rowEndings = ['jsonl', 'ndjson', 'csv', 'tsv'] as const
/** The same with those that are only taken by name: in a folder they are seldom texts. */
export const namedRowEndings = [...rowEndings, 'json', 'parquet'] as const

/** What is looked for in folders, for people: the end of a sentence. */
export const endingsInWords = `${dotted(documentEndings)}, and rows of ${dotted(rowEndings)}`

function dotted(endings: readonly string[]): string {
  return endings.map((ending) => `.${ending}`).join(' ')
}

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
