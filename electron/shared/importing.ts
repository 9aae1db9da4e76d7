import { z } from 'zod'

/** Most columns a table may have. */
export const maxColumns = 1024
/** Longest name of a column, in UTF-16 units; longer headings are cut, longer keys of JSON objects are passed over. */
export const maxColumnName = 200
/** Most rows that could not be converted that are kept one by one; all of them are counted. */
export const maxSkippedRows = 1000

const columnName = z.string().min(1).max(maxColumnName)

/** How the bytes of a text file are read. */
export const encoding = z.enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'])
export type Encoding = z.infer<typeof encoding>

/** What stands between two cells. Around `|||` spaces do not count. */
export const separator = z.enum([',', ';', '\t', '|', '|||'])
export type Separator = z.infer<typeof separator>

const separatedFormat = z.strictObject({
  kind: z.literal('separated'),
  separator,
  /** Whether double quotes enclose cells; where they do not, every line is a row. */
  quotes: z.boolean(),
  /** Whether the first row names the columns. */
  header: z.boolean(),
  encoding,
})
/** How a text of separated cells is read. */
export type SeparatedFormat = z.infer<typeof separatedFormat>

export const tableFormat = z.discriminatedUnion('kind', [
  separatedFormat,
  /** One JSON object a line. */
  z.strictObject({ kind: z.literal('jsonl'), encoding }),
  /** One array of objects; `at` is the key of the object that holds it, null where the array is the file. */
  z.strictObject({ kind: z.literal('json'), at: z.string().max(maxColumnName).nullable(), encoding }),
  z.strictObject({ kind: z.literal('parquet') }),
])
/** What has to be known to read a table. */
export type TableFormat = z.infer<typeof tableFormat>

export const tableFormatChoices = z.strictObject({
  separator: separator.optional(),
  quotes: z.boolean().optional(),
  header: z.boolean().optional(),
  encoding: encoding.optional(),
})
/** What a person chose about how a text is read, in place of what was found; a separator makes any text a separated one. */
export type TableFormatChoices = z.infer<typeof tableFormatChoices>

const columnsMapping = z.strictObject({
  from: z.literal('columns'),
  source: columnName,
  rewrite: columnName,
  system: z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('none') }),
    z.strictObject({ from: z.literal('text'), text: z.string().min(1).max(100_000) }),
    /** Rows where that column is empty have no system turn. */
    z.strictObject({ from: z.literal('column'), column: columnName }),
  ]),
  /** The instruction before the source in the user turn; empty for none. */
  before: z.string().max(100_000),
})
/** Which columns become which turns. */
export type ColumnsMapping = z.infer<typeof columnsMapping>

export const mapping = z.strictObject({
  format: tableFormat,
  rows: z.discriminatedUnion('from', [
    columnsMapping,
    /** A column of whole conversations, lists of `{role, content}` or their JSON, which are taken as they are. */
    z.strictObject({ from: z.literal('messages'), column: columnName }),
  ]),
  /** The column that says which rows belong together, such as a document's id; kept as the row's `group`. */
  group: columnName.nullable(),
})
/** How a table becomes chat rows. */
export type Mapping = z.infer<typeof mapping>

export const columnRole = z.enum(['source', 'rewrite', 'system', 'group', 'id', 'messages'])
/** What a column looks as if it held. */
export type ColumnRole = z.infer<typeof columnRole>

export const tableColumn = z.strictObject({
  name: columnName,
  /** Share of the rows looked at in which it is not empty, 0–1. */
  filled: z.number().min(0).max(1),
  /** Mean length of what is not empty, in UTF-16 units. */
  meanLength: z.number().nonnegative(),
  /** Up to three values, cut at 200 UTF-16 units. */
  examples: z.array(z.string()).max(3).readonly(),
  looksLike: columnRole.nullable(),
})
export type TableColumn = z.infer<typeof tableColumn>

export const table = z.strictObject({
  kind: z.enum(['csv', 'tsv', 'pairs', 'jsonl', 'json', 'parquet']),
  name: z.string(),
  format: tableFormat,
  columns: z.array(tableColumn).max(maxColumns).readonly(),
  /** The first rows, at most 20, as text in the order of `columns`; long cells are cut and end in `…`. */
  rows: z.array(z.array(z.string()).readonly()).max(20).readonly(),
  /** Null where counting would mean reading the whole file. */
  rowCount: z.int().nonnegative().nullable(),
  /** What a person should know, a sentence each. */
  notes: z.array(z.string()).readonly(),
  /** Null where no two columns look like source and rewrite. */
  suggestion: z.strictObject({ mapping, sure: z.enum(['sure', 'likely', 'guess']) }).nullable(),
})
/** A table as it is shown before it becomes a dataset. */
export type Table = z.infer<typeof table>

export const skipReason = z.enum([
  'empty',
  'cell-count',
  'bad-character',
  'not-text',
  'too-long',
  'too-deep',
  'not-json',
  'not-an-object',
  'bad-messages',
])
/** Why a row of a table did not become a row of the dataset. */
export type SkipReason = z.infer<typeof skipReason>

export const skippedRow = z.strictObject({
  /** From 1, a header row not counted. */
  row: z.int().positive(),
  /** The line it begins at, from 1; null where the table has no lines. */
  line: z.int().positive().nullable(),
  reason: skipReason,
  /** One sentence. */
  message: z.string(),
})
export type SkippedRow = z.infer<typeof skippedRow>

export const conversionReport = z.strictObject({
  /** Rows of the table. */
  rows: z.int().nonnegative(),
  /** Rows of the dataset made from them. */
  converted: z.int().nonnegative(),
  /** The others; `first` holds at most `maxSkippedRows` of them. */
  skipped: z.strictObject({ count: z.int().nonnegative(), first: z.array(skippedRow).max(maxSkippedRows).readonly() }),
})
/** What became of a table's rows. */
export type ConversionReport = z.infer<typeof conversionReport>

export const conversionProgress = z.strictObject({
  /** Share of the table that is read, 0–1. */
  fraction: z.number().min(0).max(1),
  rows: z.int().nonnegative(),
  skipped: z.int().nonnegative(),
})
/** How far a conversion is. */
export type ConversionProgress = z.infer<typeof conversionProgress>
