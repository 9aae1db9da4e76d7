import { assertNever, StudioError } from '../../shared/errors'
import type { TableFormat } from '../../shared/importing'
import { readJsonArray } from './json-array'
import { type JsonRow, readJsonLinesFile } from './json-lines'
import { ownValue } from './json-text'
import { openParquet } from './parquet/parquet-file'
import { readParquet } from './parquet/parquet-rows'
import { readSeparated } from './separated-rows'
import type { ReadRow, RowBatch } from './table-rows'
import type { TableBytes } from './table-source'

/**
 * Rows of a table with the cells of some columns, in the order asked for. Throws `bad-input` for a column that is not there (a key
 * that JSON objects lack is an empty cell), and what the readers throw.
 */
export async function* readTable(
  bytes: TableBytes,
  format: TableFormat,
  wanted: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<RowBatch> {
  switch (format.kind) {
    case 'separated':
      for await (const { columns, rows, fraction } of readSeparated(bytes, format, signal)) {
        const places = wanted.map((name) => placeOf(name, columns, bytes))
        yield { columns: wanted, rows: rows.map((row) => choose(row, places)), fraction }
      }
      return
    case 'json':
      for await (const rows of readJsonArray(bytes, format.at, format.encoding, signal)) yield batchOf(rows, wanted, bytes)
      return
    case 'jsonl':
      for await (const rows of readJsonLinesFile(bytes, format.encoding, signal)) yield batchOf(rows, wanted, bytes)
      return
    case 'parquet': {
      const file = await openParquet(bytes)
      const names = file.columns.map(({ element }) => element.name)
      const columns = wanted.flatMap((name) => file.columns[placeOf(name, names, bytes)] ?? [])
      return yield* readParquet(bytes, file, columns, signal)
    }
    default:
      return assertNever(format)
  }
}

function choose(row: ReadRow, places: readonly number[]): ReadRow {
  return row.fault ? row : { ...row, cells: places.map((place) => row.cells[place]) }
}

function batchOf(rows: readonly JsonRow[], wanted: readonly string[], bytes: TableBytes): RowBatch {
  const read = rows.map(
    (row): ReadRow => (row.fault ? row : { line: row.line, cells: wanted.map((name) => ownValue(row.object, name)), fault: null }),
  )
  return { columns: wanted, rows: read, fraction: bytes.fraction }
}

function placeOf(name: string, columns: readonly string[], bytes: TableBytes): number {
  const place = columns.indexOf(name)
  if (place === -1) {
    throw new StudioError({
      code: 'bad-input',
      message: `${bytes.name} has no column “${name}”.`,
      hint: 'Choose the columns again.',
      where: { ...bytes.where },
    })
  }
  return place
}
