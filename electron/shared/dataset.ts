import { z } from 'zod'
import { identifier } from './identifier'

/** Most bytes one line of a dataset may have (8 MiB). Longer lines are named, never parsed. */
export const maxLineBytes = 8 * 1024 * 1024
/** Deepest nesting of one row's JSON that is parsed. */
export const maxDepth = 32

export const message = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })
/** One turn of a chat row, as `messages` holds it. */
export type Message = z.infer<typeof message>

/** What can be wrong with a row. Errors make it unusable for training, warnings do not. */
export const problemCode = z.enum([
  'byte-order-mark',
  'bad-encoding',
  'blank-line',
  'line-too-long',
  'too-deep',
  'not-json',
  'not-an-object',
  'missing-messages',
  'empty-messages',
  'bad-message',
  'missing-role',
  'unknown-role',
  'role-order',
  'missing-content',
  'null-content',
  'empty-content',
  'no-user-turn',
  'no-answer',
  'mixed-formats',
  'missing-prompt',
  'missing-completion',
  'missing-text',
  'not-text',
  'unreadable-file',
  'duplicate-key',
  'pronoun-left',
  'invented-entity',
  'changed-words',
  'nothing-resolved',
  'disagreement',
  'wrong-possessive',
  'truncated-rewrite',
  'preamble',
  'same-row',
  'two-rewrites',
  'near-duplicate',
  'leak',
  'row-cut',
  'answer-cut',
  'template-refuses',
])
export type ProblemCode = z.infer<typeof problemCode>

export const problem = z.strictObject({
  code: problemCode,
  severity: z.enum(['error', 'warning']),
  /** One sentence a person understands. */
  message: z.string(),
  /** From 1; columns count UTF-16 units, as editors do. */
  line: z.int().positive(),
  column: z.int().positive(),
})
export type Problem = z.infer<typeof problem>

export const rowView = z.strictObject({
  /** Place in the file, from 0. Stable while the dataset is open. */
  index: z.int().nonnegative(),
  line: z.int().positive(),
  usable: z.boolean(),
  edited: z.boolean(),
  /**
   * The last user turn without its instruction (or the prompt, or the text), and the last assistant turn (or the completion); null where
   * the row has none. Cut at 2,000 characters.
   */
  source: z.string().nullable(),
  rewrite: z.string().nullable(),
  problems: z.array(problem).readonly(),
})
/** One row as a list shows it. */
export type RowView = z.infer<typeof rowView>

export const datasetSummary = z.strictObject({
  id: identifier,
  name: z.string(),
  /** Where it is, for people. Never used as a path. */
  location: z.string(),
  origin: z.enum(['sample', 'file', 'upload']),
  bytes: z.int().nonnegative(),
  /** SHA-256 of the file as it was read, in hex: tells whether it is what a run was made from. */
  sha256: z.string(),
  rows: z.int().nonnegative(),
  usableRows: z.int().nonnegative(),
  errors: z.int().nonnegative(),
  warnings: z.int().nonnegative(),
  /** Rows mended here and not yet written to the file. */
  unsavedRows: z.int().nonnegative(),
})
export type DatasetSummary = z.infer<typeof datasetSummary>
