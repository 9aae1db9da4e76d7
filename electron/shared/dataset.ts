import { z } from 'zod'
import { identifier } from './identifier'
import { comparison } from './resolution'

/** Most bytes one line of a dataset may have (8 MiB). Longer lines are named, never parsed. */
export const maxLineBytes = 8 * 1024 * 1024
/** Deepest nesting of one row's JSON that is parsed. */
export const maxDepth = 32

export const message = z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })
/** One turn of a chat row, as `messages` holds it. */
export type Message = z.infer<typeof message>

/** What can be found of a row. Errors make it unusable for training; warnings want a look; of notes there is nothing to mend. */
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

/** Problems that leave a row usable: everything about its sense, and what a person should know. */
const warnings: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'byte-order-mark',
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
  'leak',
  'row-cut',
])

/** What is as it should be in many datasets, such as rows that differ in their names alone, and good to know. */
const notes: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['near-duplicate'])

export const severity = z.enum(['error', 'warning', 'note'])
/** How serious a problem is, the worst first. */
export type Severity = z.infer<typeof severity>

/** Whether a problem makes its row unusable for training, wants a look, or is only good to know. */
export function severityOf(code: ProblemCode): Severity {
  return notes.has(code) ? 'note' : warnings.has(code) ? 'warning' : 'error'
}

/** Problems in the order in which they are told: the worst first, else as they come. */
export function worstFirst<T extends { readonly code: ProblemCode }>(found: readonly T[]): readonly T[] {
  const weight = ({ code }: T) => severity.options.indexOf(severityOf(code))
  return found.toSorted((one, other) => weight(one) - weight(other))
}

export const problem = z.strictObject({
  code: problemCode,
  severity,
  /** One sentence a person understands. */
  message: z.string(),
  /** From 1; columns count UTF-16 units, as editors do. */
  line: z.int().positive(),
  column: z.int().positive(),
  /** UTF-16 units of the line that it covers, 0 where it is a place between two. */
  length: z.int().nonnegative(),
  /** The same place in the text of a turn, in UTF-16 units; null where it is in none. */
  field: z.strictObject({ turn: z.int().nonnegative(), start: z.int().nonnegative(), end: z.int().nonnegative() }).nullable(),
  /** What one click does about it; null where only a person can. */
  mend: z.string().nullable(),
})
export type Problem = z.infer<typeof problem>

/** Part of the data that a row belongs to. */
export const dataPart = z.enum(['train', 'valid', 'test'])
export type DataPart = z.infer<typeof dataPart>

export const textSearch = z.strictObject({
  text: z.string().min(1).max(1000),
  /** A regular expression of JavaScript, with the flags `u` and `m`. */
  regex: z.boolean(),
  matchCase: z.boolean(),
})
/** What is looked for in the texts of rows. */
export type TextSearch = z.infer<typeof textSearch>

export const splitSettings = z.strictObject({
  /** Share of the rows kept for validation. */
  fraction: z.number().gt(0).max(0.5),
  seed: z.int().min(0).max(2_147_483_647),
})
export type SplitSettings = z.infer<typeof splitSettings>

export const rowQuery = z.strictObject({
  search: textSearch.nullable(),
  /** `any` problem but notes, `unusable` by one, usable with some that are worth a look (`doubtful`), or one of its code. */
  problem: z.union([problemCode, z.enum(['any', 'unusable', 'doubtful'])]).nullable(),
  /** Rows that were edited or added and are not saved. */
  edited: z.boolean(),
  /** Rows whose rewrite is their source, or only those where it is not. */
  unchanged: z.boolean().nullable(),
  /** Rows that are in this part, by hand or as these settings divide the rows. */
  part: z.strictObject({ name: dataPart, split: splitSettings }).nullable(),
  /** Characters of the source, both ends included. */
  length: z.strictObject({ from: z.int().nonnegative(), to: z.int().nonnegative() }).nullable(),
  sort: z.strictObject({
    by: z.enum(['place', 'length', 'growth', 'tokens', 'problems']),
    descending: z.boolean(),
  }),
})
/** Which rows of a dataset, in which order. */
export type RowQuery = z.infer<typeof rowQuery>

/** Every row in the order of the file. */
export const everyRow: RowQuery = {
  search: null,
  problem: null,
  edited: false,
  unchanged: null,
  part: null,
  length: null,
  sort: { by: 'place', descending: false },
}

/** Most rows that are named one by one. */
export const maxRowsByHand = 20_000

export const rowSelection = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('rows'), ids: z.array(z.int().nonnegative()).max(maxRowsByHand).readonly() }),
  /** All that a query finds, but for these. */
  z.strictObject({ of: z.literal('query'), query: rowQuery, except: z.array(z.int().nonnegative()).max(maxRowsByHand).readonly() }),
])
/** Rows that something is done to. */
export type RowSelection = z.infer<typeof rowSelection>

export const replacement = z.strictObject({
  search: textSearch,
  /** `$1` and `$<name>` stand for groups of an expression. */
  replacement: z.string().max(10_000),
  /** The text to resolve without its instruction, the rewrite, or every turn whole. */
  where: z.enum(['source', 'rewrite', 'all']),
})
/** A text that takes the place of what is found. */
export type Replacement = z.infer<typeof replacement>

export const replacePreview = z.strictObject({
  matches: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  /** The first rows that would change, at most 50. */
  examples: z
    .array(z.strictObject({ id: z.int().nonnegative(), line: z.int().positive(), before: z.string(), after: z.string() }))
    .readonly(),
})
export type ReplacePreview = z.infer<typeof replacePreview>

const partCounts = z.strictObject({
  rows: z.int().nonnegative(),
  /** Put there by hand or by the file. */
  given: z.int().nonnegative(),
  /** Characters of the sources: the median, and rows by class of length. */
  median: z.int().nonnegative(),
  lengths: z.array(z.int().nonnegative()).readonly(),
})
export const splitReport = z.strictObject({
  train: partCounts,
  valid: partCounts,
  test: partCounts,
  /** Upper ends of the classes of length, in characters; the last one is open. */
  classes: z.array(z.int().positive()).readonly(),
  /** Texts or documents of which several rows stay together. */
  groups: z.int().nonnegative(),
  /** Held-out rows whose text is also among the training rows, since files or hands put them there. */
  leaks: z.int().nonnegative(),
})
/** How a dataset is divided. */
export type SplitReport = z.infer<typeof splitReport>

export const rowView = z.strictObject({
  /** What the row is called: the same, and no other row's, while `epoch` of the dataset stays; what was called something before is not found after. */
  id: z.int().nonnegative(),
  /** Place in the dataset, from 0. */
  index: z.int().nonnegative(),
  /** Line of the file that it will have, from 1. */
  line: z.int().positive(),
  usable: z.boolean(),
  /** Says something else than the file, or is not in it yet. */
  edited: z.boolean(),
  /** The part that it was put in by hand or by its file; null where the split decides. */
  part: dataPart.nullable(),
  /**
   * The last user turn without its instruction (or the prompt, or the text), and the last assistant turn (or the completion); null where
   * the row has none. Cut at 2,000 characters.
   */
  source: z.string().nullable(),
  rewrite: z.string().nullable(),
  /** Tokens by the model that was asked last, prompt and answer together; null where none was. */
  tokens: z.int().nonnegative().nullable(),
  /** What the rewrite did to its source; null where one of them is missing or cut. */
  comparison: comparison.nullable(),
  problems: z.array(problem).readonly(),
})
/** One row as a list shows it. */
export type RowView = z.infer<typeof rowView>

export const rowDetail = z.strictObject({
  row: rowView,
  /** The line, cut at 8 MiB. */
  raw: z.string(),
  /** Its turns, null where it cannot be read. A prompt and its completion are two, plain text is one of the user. */
  turns: z.array(message).readonly().nullable(),
  /** Where in the turns the text to resolve and its rewrite are; null where there are none. */
  source: z.strictObject({ turn: z.int().nonnegative(), start: z.int().nonnegative() }).nullable(),
  rewrite: z.strictObject({ turn: z.int().nonnegative(), start: z.int().nonnegative() }).nullable(),
  /** What the rewrite did to its source; null where there is no rewrite. Offsets count from where the two begin. */
  comparison: comparison.nullable(),
})
/** One row whole. */
export type RowDetail = z.infer<typeof rowDetail>

export const checkingPhase = z.enum(['indexing', 'reading', 'comparing', 'sense', 'likeness'])

export const datasetSummary = z.strictObject({
  id: identifier,
  name: z.string(),
  /** Where it is, for people. Never used as a path. */
  location: z.string(),
  /** `made` here, and in no place of the person's yet. */
  origin: z.enum(['sample', 'file', 'folder', 'upload', 'made']),
  bytes: z.int().nonnegative(),
  rows: z.int().nonnegative(),
  usableRows: z.int().nonnegative(),
  /** How its rows are written. */
  format: z.enum(['chat', 'completions', 'text']),
  /** Problems by code, and how many rows have each. */
  problems: z.array(z.strictObject({ code: problemCode, rows: z.int().positive() })).readonly(),
  /** Rows with a problem that is more than a note. */
  flaggedRows: z.int().nonnegative(),
  /** What is being looked at; null once everything was. */
  checking: z.strictObject({ phase: checkingPhase, done: z.int().nonnegative(), total: z.int().nonnegative() }).nullable(),
  /** Whether sense is looked at. */
  checksSense: z.boolean(),
  /** Sense is only understood in English; null while too little was read. */
  isEnglish: z.boolean().nullable(),
  /** Rows edited, added, removed or moved here and not yet written to the file. */
  unsavedRows: z.int().nonnegative(),
  /** What undo would take back, and redo bring back; null where there is nothing. */
  undo: z.string().nullable(),
  redo: z.string().nullable(),
  /** Somebody else wrote the file since it was opened. */
  changedOnDisk: z.boolean(),
  /** What a person should know of how it was opened; null where there is nothing. */
  note: z.string().nullable(),
  /** Rows by part, where files or hands put them there. */
  parts: z.strictObject({ train: z.int().nonnegative(), valid: z.int().nonnegative(), test: z.int().nonnegative() }),
  /** Changes when the dataset is opened anew, also where its thread had ended: every row has got another `id`. */
  epoch: z.int().nonnegative(),
  /** Changes whenever something is done to rows. */
  changes: z.int().nonnegative(),
  /** Changes whenever something is done to rows, or more is known of them. */
  revision: z.int().nonnegative(),
  /** SHA-256 of its files as they were opened, in hex; null until they were read to the end. */
  sha256: z.string().nullable(),
})
export type DatasetSummary = z.infer<typeof datasetSummary>
