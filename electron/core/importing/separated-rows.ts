import type { SeparatedFormat } from '../../shared/importing'
import { columnNames, numberedColumns } from './separated-header'
import { readRecords, type SeparatedRecord } from './separated-records'
import type { ReadRow, RowBatch } from './table-rows'
import type { TableBytes } from './table-source'

/** Rows from which the width of a table without a header is taken. */
const probedRows = 50

/**
 * Rows of a separated text with all their cells. Cells missing at the end of a row are empty; a row with more than the table has
 * columns is one whose text was probably cut at a separator, and has a fault.
 */
export async function* readSeparated(bytes: TableBytes, format: SeparatedFormat, signal?: AbortSignal): AsyncGenerator<RowBatch> {
  let columns: readonly string[] | null = null
  for await (const records of readRecords(bytes, format, signal)) {
    let rows = records
    if (!columns) {
      columns = format.header ? columnNames(records[0]?.cells ?? [], bytes.name) : numberedColumns(commonWidth(records), bytes.name)
      if (format.header) rows = records.slice(1)
    }
    const { length } = columns
    yield { columns, rows: rows.map((record) => asRow(record, length)), fraction: bytes.fraction }
  }
}

/** How many cells most of the first rows have. */
function commonWidth(records: readonly SeparatedRecord[]): number {
  const counts = new Map<number, number>()
  for (const { cells } of records.slice(0, probedRows)) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [1, 0])[0]
}

function asRow({ line, cells }: SeparatedRecord, width: number): ReadRow {
  if (cells.length === width) return { line, cells, fault: null }
  if (cells.length < width) return { line, cells: [...cells, ...new Array<string>(width - cells.length).fill('')], fault: null }
  if (cells.slice(width).every((cell) => cell.trim() === '')) return { line, cells: cells.slice(0, width), fault: null }
  const columns = width === 1 ? 'one column' : `${width} columns`
  return { line, fault: { reason: 'cell-count', message: `The row has ${cells.length} cells, where the table has ${columns}.` } }
}
