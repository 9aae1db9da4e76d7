import { z } from 'zod'
import {
  dataPart,
  datasetSummary,
  maxRowsByHand,
  problemCode,
  replacement,
  replacePreview,
  rowDetail,
  rowQuery,
  rowSelection,
  rowView,
  splitReport,
  splitSettings,
} from './dataset'
import { identifier } from './identifier'
import { mapping, skippedRow, table, tableFormatChoices } from './importing'
import { modelRef } from './model'

/** A file or folder the person pointed at. The page holds no paths, only this. */
const handle = identifier
const nothing = z.strictObject({})
const datasetId = identifier
const id = z.int().nonnegative()
/** Longest line that is typed, in UTF-16 units. */
const raw = z.string().max(4_000_000)
const count = z.strictObject({ rows: z.int().nonnegative() })
const pasted = z.string().min(1).max(20_000_000)

const tableSource = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('file'), handle }),
  z.strictObject({ from: z.literal('text'), text: pasted }),
])

/** Every call about datasets that the window can make. */
export const datasetChannels = {
  'dataset.open': {
    input: z.discriminatedUnion('from', [
      z.strictObject({ from: z.literal('sample'), name: z.enum(['sample', 'starter']).default('sample') }),
      z.strictObject({ from: z.literal('file'), handle }),
      /** A new one without rows. */
      z.strictObject({ from: z.literal('nothing') }),
    ]),
    output: datasetSummary,
  },
  /** What a file or a pasted text is: rows that are opened as they are, or a table whose columns have to be mapped. */
  'dataset.inspect': {
    input: z.strictObject({ source: tableSource, choices: tableFormatChoices }),
    output: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('rows') }),
      z.strictObject({ kind: z.literal('table'), table }),
    ]),
  },
  /** Makes a dataset in the home from a table, or from pasted rows as they are. Progress as `job.progress` under the caller's id. */
  'dataset.import': {
    input: z.strictObject({ requestId: identifier, source: tableSource, mapping: mapping.nullable(), name: z.string().min(1).max(120) }),
    output: z.strictObject({
      dataset: datasetSummary,
      /** Rows that could not be taken over, the first of them one by one. */
      skipped: z.strictObject({ rows: z.int().nonnegative(), examples: z.array(skippedRow).readonly() }),
    }),
  },
  /** The rows that a query finds so far; `progress` is the share of the rows that was looked at. */
  'dataset.rows': {
    input: z.strictObject({ datasetId, query: rowQuery, offset: z.int().nonnegative(), limit: z.int().min(1).max(200) }),
    output: z.strictObject({
      total: z.int().nonnegative(),
      progress: z.number().min(0).max(1),
      rows: z.array(rowView).readonly(),
    }),
  },
  /** The numbers of the rows that a query finds so far, from one place on. */
  'dataset.ids': {
    input: z.strictObject({ datasetId, query: rowQuery, offset: z.int().nonnegative(), limit: z.int().min(1).max(maxRowsByHand) }),
    output: z.strictObject({ ids: z.array(id).readonly() }),
  },
  /** Where a row is among those a query finds; null where it is not, or not yet. */
  'dataset.placeOf': {
    input: z.strictObject({ datasetId, query: rowQuery, id }),
    output: z.strictObject({ place: z.int().nonnegative().nullable() }),
  },
  /** The row at a place of the dataset; null beyond the last. */
  'dataset.at': {
    input: z.strictObject({ datasetId, place: z.int().nonnegative() }),
    output: z.strictObject({ id: id.nullable() }),
  },
  /** The next row with a problem, or the last one before; null where there is none. */
  'dataset.problemFrom': {
    input: z.strictObject({ datasetId, from: id.nullable(), direction: z.enum(['next', 'previous']) }),
    output: z.strictObject({ row: rowView.nullable() }),
  },
  'dataset.row': { input: z.strictObject({ datasetId, id }), output: rowDetail },
  /** What a row would be with this text; changes nothing. */
  'dataset.tryRow': { input: z.strictObject({ datasetId, id, raw }), output: rowDetail },
  /** Lets a row say what was typed; typing on in it is the same step for undo. */
  'dataset.typeRow': { input: z.strictObject({ datasetId, id, raw }), output: rowDetail },
  'dataset.typeTurn': { input: z.strictObject({ datasetId, id, turn: z.int().nonnegative(), text: raw }), output: rowDetail },
  /** Takes rows back to what the file holds. */
  'dataset.revert': { input: z.strictObject({ datasetId, selection: rowSelection }), output: count },
  'dataset.remove': { input: z.strictObject({ datasetId, selection: rowSelection }), output: count },
  'dataset.duplicate': {
    input: z.strictObject({ datasetId, selection: rowSelection }),
    output: z.strictObject({ ids: z.array(id).readonly() }),
  },
  /** Adds rows behind another, or behind the last: lines of JSON. */
  'dataset.add': {
    input: z.strictObject({ datasetId, lines: z.array(raw).min(1).max(1000), after: id.nullable() }),
    output: z.strictObject({ ids: z.array(id).readonly() }),
  },
  /** Adds a source with its rewrite as a row, written as the dataset's rows are; both may be empty, to be filled in. */
  'dataset.addPair': {
    input: z.strictObject({ datasetId, source: raw, rewrite: raw, after: id.nullable() }),
    output: z.strictObject({ id }),
  },
  /** Puts rows in a part of the data, whatever the split says; null leaves them to it. */
  'dataset.assign': { input: z.strictObject({ datasetId, selection: rowSelection, part: dataPart.nullable() }), output: count },
  /** Mends a problem in some rows; null mends it in all that have it. */
  'dataset.mend': { input: z.strictObject({ datasetId, code: problemCode, selection: rowSelection.nullable() }), output: count },
  /** What replacing would change; changes nothing. `job.cancel` takes the caller's id. */
  'dataset.previewReplace': {
    input: z.strictObject({ requestId: identifier, datasetId, selection: rowSelection, replacement }),
    output: replacePreview,
  },
  'dataset.replace': {
    input: z.strictObject({ requestId: identifier, datasetId, selection: rowSelection, replacement }),
    output: count,
  },
  /** What was taken back; null where there was nothing. */
  'dataset.undo': { input: z.strictObject({ datasetId }), output: z.strictObject({ label: z.string().nullable() }) },
  'dataset.redo': { input: z.strictObject({ datasetId }), output: z.strictObject({ label: z.string().nullable() }) },
  /** `file-changed` when somebody else wrote the file meanwhile, unless `overwrite`. */
  'dataset.save': { input: z.strictObject({ datasetId, overwrite: z.boolean() }), output: datasetSummary },
  /** Writes the rows as they stand to a file of a folder, and opens that. `file-exists` where there is one, unless `overwrite`. */
  'dataset.saveAs': {
    input: z.strictObject({ datasetId, folder: handle, name: z.string().trim().min(1).max(120), overwrite: z.boolean() }),
    output: datasetSummary,
  },
  /** Opens the file anew as it is on the disk; edits of its earlier content are put aside. */
  'dataset.reload': { input: z.strictObject({ datasetId }), output: datasetSummary },
  'dataset.close': { input: z.strictObject({ datasetId }), output: nothing },
  /** Looks at sense in the background, or no more. */
  'dataset.checkSense': { input: z.strictObject({ datasetId, wanted: z.boolean() }), output: nothing },
  /** Counts tokens by a model, so that rows show them. Progress as `job.progress` under the caller's id. */
  'dataset.measure': {
    input: z.strictObject({ requestId: identifier, datasetId, model: modelRef, longest: z.int().min(16).max(131_072) }),
    output: nothing,
  },
  /** A row as the model reads it: its template's text in tokens, which are learned, and which would be cut. */
  'dataset.render': {
    input: z.strictObject({ datasetId, id, model: modelRef, longest: z.int().min(16).max(131_072), maskPrompt: z.boolean() }),
    output: z.strictObject({
      tokens: z.int().nonnegative(),
      pieces: z
        .array(z.strictObject({ text: z.string(), tokens: z.int().nonnegative(), learned: z.boolean(), cut: z.boolean() }))
        .readonly(),
    }),
  },
  /** How these settings divide the rows. */
  'dataset.split': { input: z.strictObject({ datasetId, settings: splitSettings }), output: splitReport },
} as const satisfies Record<string, { input: z.ZodType; output: z.ZodType }>
