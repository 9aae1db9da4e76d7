import { open, stat } from 'node:fs/promises'
import type { AppEvent, ParsedInput } from '../../shared/contract'
import type { DatasetSummary } from '../../shared/dataset'
import { type ConversionReport, type Mapping, maxSkippedRows, type Table, type TableFormatChoices } from '../../shared/importing'
import type { Datasets } from '../datasets/datasets'
import { unreadable } from '../files/handles'
import { formatOfLine } from '../rows/check-row'
import { convert } from './convert'
import { inspect } from './inspect'
import type { TableSource } from './table-source'

/** Bytes at the beginning of a file that tell whether it holds rows as they are. */
const headBytes = 256 * 1024
/** Lines that are looked at for a row. */
const headLines = 20
const pieceLength = 1_000_000

/** What a source is: rows that are opened as they are, or a table. */
export type Inspected = { readonly kind: 'rows' } | { readonly kind: 'table'; readonly table: Table }

/** A dataset that was made, and the rows of the source that are not in it. */
export type Imported = { readonly dataset: DatasetSummary; readonly skipped: ParsedSkipped }
type ParsedSkipped = { readonly rows: number; readonly examples: ConversionReport['skipped']['first'] }

/** Makes datasets of tables and of pasted rows. */
export class Importing {
  readonly #datasets: Datasets
  readonly #emit: (event: AppEvent) => void

  constructor(datasets: Datasets, emit: (event: AppEvent) => void) {
    this.#datasets = datasets
    this.#emit = emit
  }

  /** What a source is. Rows that are broken are rows all the same, where the file's name says so. Throws like `inspect`. */
  async inspect(source: TableSource, choices: TableFormatChoices, signal?: AbortSignal): Promise<Inspected> {
    const isChosen = Object.keys(choices).length > 0
    if (!isChosen && ((await isFolder(source)) || (await holdsRows(source)))) return { kind: 'rows' }
    return { kind: 'table', table: await inspect(source, choices, signal) }
  }

  /**
   * Makes a dataset in the home: of a table by its mapping, of pasted rows as they are where there is none. Rows that could not be taken
   * over are told. Throws like `convert`.
   */
  async import(
    { source, mapping, name, requestId }: Omit<ParsedInput<'dataset.import'>, 'source'> & { readonly source: TableSource },
    signal: AbortSignal,
  ): Promise<Imported> {
    const file = `${name.replace(/\.(?:csv|tsv|txt|json|jsonl|parquet)$/i, '').replaceAll(/[/\\:]/g, '_') || 'rows'}.jsonl`
    if (mapping === null) {
      const text = source.from === 'text' ? source.text : ''
      const dataset = await this.#datasets.make(file, text.endsWith('\n') ? text : `${text}\n`)
      return { dataset, skipped: { rows: 0, examples: [] } }
    }
    const told: { report?: ConversionReport } = {}
    const dataset = await this.#datasets.make(file, this.#converted(source, mapping, requestId, signal, told))
    const { count, first } = told.report?.skipped ?? { count: 0, first: [] }
    return { dataset, skipped: { rows: count, examples: first.slice(0, maxSkippedRows) } }
  }

  async *#converted(
    source: TableSource,
    mapping: Mapping,
    id: string,
    signal: AbortSignal,
    told: { report?: ConversionReport },
  ): AsyncGenerator<Uint8Array> {
    const lines = convert(source, mapping, signal, ({ fraction }) =>
      this.#emit({ type: 'job.progress', id, job: 'import', phase: 'importing', done: Math.round(1000 * fraction), total: 1000 }),
    )
    let piece = ''
    for (;;) {
      const next = await lines.next()
      if (next.done) {
        told.report = next.value
        break
      }
      piece += `${next.value}\n`
      if (piece.length < pieceLength) continue
      yield Buffer.from(piece)
      piece = ''
    }
    if (piece !== '') yield Buffer.from(piece)
  }
}

/** A folder is opened as the parts in it. */
async function isFolder(source: TableSource): Promise<boolean> {
  return source.from === 'file' && ((await stat(source.path).catch(() => null))?.isDirectory() ?? false)
}

/** Whether the beginning of a source has a row among its first lines, or its name says that it holds rows. */
async function holdsRows(source: TableSource): Promise<boolean> {
  const head = source.from === 'text' ? source.text.slice(0, headBytes) : await headOf(source.path)
  const lines = head
    .replace(/^\ufeff/, '')
    .split('\n')
    .slice(0, headLines)
  if (lines.some((line) => formatOfLine(line) !== null)) return true
  const isNamed = source.from === 'file' && /\.(?:jsonl|ndjson)$/i.test(source.path)
  return isNamed && !lines.some((line) => isObject(line))
}

async function headOf(path: string): Promise<string> {
  try {
    const file = await open(path, 'r')
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  } catch (error) {
    throw unreadable(path, error)
  }
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
