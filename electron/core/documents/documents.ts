import { type Failure, toFailure } from '../../shared/errors'
import { cellText } from '../importing/cell-text'
import { detectFormat } from '../importing/detect-format'
import { importFailure } from '../importing/import-failure'
import { readTable } from '../importing/read-table'
import { sampleTable } from '../importing/table-sample'
import { TableBytes } from '../importing/table-source'
import { cancelled } from '../jobs'
import type { PromptTemplate } from '../rows/prompt-template'
import { holdsRows, type ListedFile } from './listed-files'
import { readDocument } from './read-document'
import { rowText, textColumns } from './text-columns'

/** One of many documents: a file, or a row of one. */
export type FoundDocument = {
  /** What its answer is called: the file's id, the row's own id, or `FILE#ROW` with rows from 1. */
  readonly id: string
  /** The file it is from, by its id. */
  readonly file: string
  /** Share of all bytes that are read with it, 0–1. */
  readonly share: number
} & (
  | { readonly text: string; readonly notes: readonly string[]; readonly failure: null }
  /** It cannot be read; the others are. */
  | { readonly failure: Failure }
)

export type DocumentChoices = {
  /** The column of tables that holds the texts; null looks for it. */
  readonly column: string | null
  /** How a text is put to the model: its instruction is no part of a row's text. */
  readonly template: PromptTemplate
}

/** Longest name that a row's own id may be, in UTF-16 units. */
const longestId = 200

/**
 * The documents of some files in order, each read when it is asked for. What cannot be read is told in its place: a file, or a row of it. A
 * row without text has the text ''. Throws `cancelled` alone.
 */
export async function* documentsOf(
  files: readonly ListedFile[],
  choices: DocumentChoices,
  signal: AbortSignal,
): AsyncGenerator<FoundDocument> {
  const all = Math.max(
    1,
    files.reduce((sum, { bytes }) => sum + bytes, 0),
  )
  let before = 0
  for (const listed of files) {
    if (signal.aborted) throw cancelled()
    const { path, id, bytes } = listed
    const whole = { id, file: id, share: Math.min(1, (before + bytes) / all) }
    try {
      if (holdsRows(path)) {
        for await (const { fraction, ...row } of rowsOf(listed, choices, signal))
          yield { ...row, file: id, share: Math.min(1, (before + fraction * bytes) / all) }
      } else {
        const { text, notes } = await readDocument(path, signal)
        yield { ...whole, text, notes, failure: null }
      }
    } catch (error) {
      if (signal.aborted) throw cancelled()
      yield { ...whole, failure: toFailure(error) }
    }
    before += bytes
  }
}

type RowDocument = { readonly id: string; readonly fraction: number } & (
  | { readonly text: string; readonly notes: readonly string[]; readonly failure: null }
  | { readonly failure: Failure }
)

async function* rowsOf({ path, id: file }: ListedFile, choices: DocumentChoices, signal: AbortSignal): AsyncGenerator<RowDocument> {
  const bytes = await TableBytes.open({ from: 'file', path })
  try {
    // Who names a column knows that the first row does.
    const isNamed = choices.column !== null && !/^Column \d+$/.test(choices.column)
    const format = await detectFormat(bytes, isNamed ? { header: true } : {}, signal)
    const { columns } = await sampleTable(bytes, format, signal)
    const { texts, id: idColumn } = textColumns(columns, choices.column, bytes.name)
    const wanted = idColumn === null ? texts : [...texts, idColumn]
    let [number, before] = [0, 0]
    try {
      for await (const batch of readTable(bytes, format, wanted, signal)) {
        for (const [place, row] of batch.rows.entries()) {
          number++
          const fraction = before + ((batch.fraction - before) * (place + 1)) / batch.rows.length
          const unnamed = { id: `${file}#${number}`, fraction }
          const where = { file: path, ...(row.line !== null && { line: row.line }) }
          if (row.fault) {
            yield { ...unnamed, failure: { code: 'dataset-unusable', message: row.fault.message, where } }
            continue
          }
          const read = rowText(row.cells.slice(0, texts.length), choices.template)
          const named = { ...unnamed, id: idColumn === null ? unnamed.id : (idOf(row.cells.at(-1)) ?? unnamed.id) }
          if (read.fault === null) yield { ...named, text: read.text, notes: [], failure: null }
          else yield { ...named, failure: { code: 'dataset-unusable', message: read.fault, where } }
        }
        before = batch.fraction
      }
    } catch (error) {
      throw importFailure(error, format.kind, bytes)
    }
  } finally {
    await bytes.close()
  }
}

function idOf(cell: unknown): string | null {
  const read = cellText(cell)
  return read.fault || read.text === null || read.text.length > longestId ? null : read.text
}
