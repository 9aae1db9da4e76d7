import { z } from 'zod'

const row = z.int().nonnegative()
/** Rows in runs, `[first, how many]`. */
const runs = z.array(z.tuple([row, z.int().positive()])).readonly()
const sha256 = z.string()

/** Which part of the data a row belongs to; null leaves it to the split. */
export const rowPart = z.enum(['train', 'valid', 'test']).nullable()
export type RowPart = z.infer<typeof rowPart>

export const journalledFile = z.strictObject({
  path: z.string(),
  sha256,
  rows: row,
})
/** A file that a journal's edits belong to. */
export type JournalledFile = z.infer<typeof journalledFile>

/**
 * A line of a journal. A step is a `step` line, the changes it is made of, and an `end`; one without an end never happened. Rows
 * are named by numbers that stay: lines of the files from 0 on, then rows that were added. `past` begins a step that the files
 * already hold, or that was undone before they were written; it carries what it takes to go either way.
 */
export const journalEntry = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('opened'), files: z.array(journalledFile).readonly() }),
  z.strictObject({ type: z.literal('step'), label: z.string(), at: z.iso.datetime(), typing: row.optional() }),
  z.strictObject({ type: z.literal('text'), row, raw: z.string() }),
  /** Rows that say what their files hold again. */
  z.strictObject({ type: z.literal('revert'), rows: runs }),
  z.strictObject({ type: z.literal('remove'), rows: runs }),
  z.strictObject({ type: z.literal('insert'), row, after: row.nullable(), raw: z.string() }),
  z.strictObject({ type: z.literal('part'), part: rowPart, rows: runs }),
  z.strictObject({ type: z.literal('end') }),
  /** The last step's row was typed on. */
  z.strictObject({ type: z.literal('typed'), row, raw: z.string() }),
  z.strictObject({ type: z.literal('undo') }),
  z.strictObject({ type: z.literal('redo') }),
  /** Files that are being written beside their places: what is left of them when nobody writes any more is of no use. */
  z.strictObject({ type: z.literal('writing'), drafts: z.array(z.string()) }),
  /**
   * The files are about to be written with all that was noted so far, each by renaming `draft` to `path`; one without a draft stays
   * as it is. `parts` are those that rows were put in by hand, by the lines they then have.
   */
  z.strictObject({
    type: z.literal('saving'),
    files: z.array(z.strictObject({ path: z.string(), draft: z.string().nullable(), sha256 })).readonly(),
    parts: z.array(z.strictObject({ part: rowPart, rows: runs })).readonly(),
  }),
  z.strictObject({ type: z.literal('past'), label: z.string(), at: z.iso.datetime() }),
  /** A row that is in no file but in a past step; its bytes in base64 where they are not UTF-8. */
  z.strictObject({ type: z.literal('pastRow'), row, raw: z.string(), bytes: z.base64().optional() }),
  /** First all texts of a change before it, then all after it; null where the file's own text counts. */
  z.strictObject({
    type: z.literal('pastText'),
    when: z.enum(['before', 'after']),
    row,
    raw: z.string().nullable(),
    bytes: z.base64().optional(),
  }),
  z.strictObject({ type: z.literal('pastOrder'), change: z.enum(['remove', 'insert']), rows: z.array(row), places: z.array(row) }),
  z.strictObject({ type: z.literal('pastPart'), rows: z.array(row), before: z.array(rowPart), after: z.array(rowPart) }),
  /** How many of the past steps stand in the files; the others were undone. */
  z.strictObject({ type: z.literal('present'), steps: row }),
  /** Parts that rows belong to, whatever the split says. */
  z.strictObject({ type: z.literal('parts'), part: rowPart, rows: runs }),
])
export type JournalEntry = z.infer<typeof journalEntry>
