import { assertNever, StudioError } from '../../shared/errors'
import { maxColumnName, maxColumns, type TableFormat } from '../../shared/importing'
import { type ColumnTexts, columnTexts } from './column-profile'
import { importFailure } from './import-failure'
import { readJsonArray } from './json-array'
import { readJsonLinesFile } from './json-lines'
import { type JsonObject, ownValue } from './json-text'
import { openParquet } from './parquet/parquet-file'
import { readParquet } from './parquet/parquet-rows'
import { readSeparated } from './separated-rows'
import type { ReadRow } from './table-rows'
import type { TableBytes } from './table-source'

/** The first rows of a table, column by column, all of one length. `rowCount` is null where not all rows were read. */
export type TableSample = {
  readonly columns: readonly ColumnTexts[]
  readonly rowCount: number | null
  readonly notes: readonly string[]
}

/** Rows that are looked at, fewer where there are many columns. */
const [mostRows, fewestRows, mostCells] = [200, 20, 8000]
/** Bytes of a text that are looked at: its rows may be long, and may all be faulty. */
const mostBytes = 16 * 1024 * 1024
/** Longest cell that is kept, in UTF-16 units; shorter where there are many columns. */
const [longestCell, shortestCell, mostKept] = [2000, 40, 1_000_000]

/** Reads the first rows. What goes wrong behind the first of them is a note; before that it is thrown, in words. */
export async function sampleTable(bytes: TableBytes, format: TableFormat, signal?: AbortSignal): Promise<TableSample> {
  try {
    switch (format.kind) {
      case 'separated': {
        let names: readonly string[] = []
        const { rows, ...rest } = await firstRows(readSeparated(bytes, format, signal), bytes, (batch) => {
          names = batch.columns
          return { rows: batch.rows, limit: limitFor(names.length) }
        })
        return { ...rest, columns: textsOf(names, (_, index) => rows.map(({ cells }) => cells[index])) }
      }
      case 'json':
        return objectSample(await firstRows(readJsonArray(bytes, format.at, format.encoding, signal), bytes, asObjects))
      case 'jsonl':
        return objectSample(await firstRows(readJsonLinesFile(bytes, format.encoding, signal), bytes, asObjects))
      case 'parquet':
        return await parquetSample(bytes, signal)
      default:
        return assertNever(format)
    }
  } catch (error) {
    throw importFailure(error, format.kind, bytes)
  }
}

type FirstRows<R> = { readonly rows: readonly R[]; readonly rowCount: number | null; readonly notes: readonly string[] }
type Faulty = Pick<ReadRow, 'line' | 'fault'>

async function firstRows<B, R extends Faulty>(
  batches: AsyncGenerator<B>,
  bytes: TableBytes,
  unpack: (batch: B) => { readonly rows: readonly R[]; readonly limit: number },
): Promise<FirstRows<Extract<R, { fault: null }>>> {
  const kept: Extract<R, { fault: null }>[] = []
  const notes: string[] = []
  const faults: Faulty[] = []
  let [count, limit, whole] = [0, mostRows, true]
  try {
    for await (const batch of batches) {
      const unpacked = unpack(batch)
      limit = unpacked.limit
      for (const row of unpacked.rows) {
        if (row.fault === null) {
          if (kept.length < limit) kept.push(row as Extract<R, { fault: null }>)
        } else if (kept.length < limit) faults.push(row)
      }
      count += unpacked.rows.length
      whole = bytes.fraction >= 1
      if ((kept.length >= limit || bytes.fraction * bytes.size > mostBytes) && !whole) break
    }
  } catch (error) {
    if (!(error instanceof StudioError) || error.failure.code === 'cancelled' || count === 0) throw error
    notes.push(`${error.failure.message} The rows can be taken over once that is mended.`)
    whole = false
  }
  const [first] = faults
  if (first?.fault) {
    const rows = faults.length === 1 ? 'One row' : `${faults.length} rows`
    notes.unshift(`${rows} among the first cannot be taken; line ${first.line}: ${first.fault.message}`)
  }
  return { rows: kept, rowCount: whole ? count : null, notes }
}

function asObjects<R>(rows: readonly R[]): { readonly rows: readonly R[]; readonly limit: number } {
  return { rows, limit: mostRows }
}

function objectSample({ rows, ...rest }: FirstRows<{ readonly object: JsonObject; readonly fault: null } & Faulty>): TableSample {
  const keys = new Set(rows.flatMap(({ object }) => Object.keys(object)))
  const named = [...keys].filter((key) => key !== '' && key.length <= maxColumnName)
  const names = named.slice(0, maxColumns)
  const notes = [...rest.notes]
  if (names.length < named.length) notes.push(`Of ${named.length} keys the first ${maxColumns} are shown.`)
  if (named.length < keys.size) notes.push(`Keys of more than ${maxColumnName} characters are passed over.`)
  const shown = rows.slice(0, limitFor(names.length))
  return { ...rest, notes, columns: textsOf(names, (name) => shown.map(({ object }) => ownValue(object, name))) }
}

async function parquetSample(bytes: TableBytes, signal?: AbortSignal): Promise<TableSample> {
  const file = await openParquet(bytes)
  const limit = Math.min(file.rowCount, limitFor(file.columns.length))
  const columns: ColumnTexts[] = []
  // One by one, and as text at once: the values of a thousand columns may be more than fits.
  for (const column of file.columns) {
    const cells: unknown[] = []
    for await (const batch of readParquet(bytes, file, [column], signal)) {
      for (const row of batch.rows) if (row.fault === null && cells.length < limit) cells.push(row.cells[0])
      if (cells.length >= limit) break
    }
    columns.push(columnTexts(column.element.name, cells, longestFor(file.columns.length)))
  }
  const notes = file.unreadable.map((name) => `The column “${name}” is of a kind that is not read here.`)
  return { columns, rowCount: file.rowCount, notes }
}

function textsOf(names: readonly string[], cellsOf: (name: string, index: number) => readonly unknown[]): ColumnTexts[] {
  return names.map((name, index) => columnTexts(name, cellsOf(name, index), longestFor(names.length)))
}

function longestFor(columns: number): number {
  return Math.max(shortestCell, Math.min(longestCell, Math.floor(mostKept / (fewestRows * Math.max(1, columns)))))
}

function limitFor(columns: number): number {
  return Math.max(fewestRows, Math.min(mostRows, Math.floor(mostCells / Math.max(1, columns))))
}
