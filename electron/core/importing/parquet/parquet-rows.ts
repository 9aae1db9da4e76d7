import { setImmediate } from 'node:timers/promises'
import type { DecodedArray, RowGroup, SchemaTree } from 'hyparquet'
import { assembleNested } from 'hyparquet/src/assemble.js'
import { getTreePath } from 'hyparquet/src/schema.js'
import { cancelled } from '../../jobs'
import type { RowBatch } from '../table-rows'
import type { TableBytes } from '../table-source'
import { ColumnReader } from './column-reader'
import { PageBudget } from './page-budget'
import { ParquetFault } from './parquet-fault'
import { count, type ParquetFile, parsers } from './parquet-file'

/** Most rows that are handed on at a time. */
const batchRows = 1000

/**
 * Rows of a Parquet file with the cells of some columns, which are among its own. Row group by row group, and
 * in it page by page, so that neither a long file nor a long row group is ever held. Throws a `ParquetFault`, whatever hyparquet
 * throws for damaged pages, or `cancelled`.
 */
export async function* readParquet(
  bytes: TableBytes,
  file: ParquetFile,
  columns: readonly SchemaTree[],
  signal?: AbortSignal,
): AsyncGenerator<RowBatch> {
  const names = columns.map(({ element }) => element.name)
  let done = 0
  for (const group of file.groups) {
    for await (const cells of groupRows(bytes, file, group, columns)) {
      if (signal?.aborted) throw cancelled()
      done += cells.length
      yield { columns: names, rows: cells.map((row) => ({ line: null, cells: row, fault: null })), fraction: done / file.rowCount }
      // A page may hold millions of rows, between which nothing is waited for.
      await setImmediate()
    }
  }
}

async function* groupRows(
  bytes: TableBytes,
  file: ParquetFile,
  group: RowGroup,
  columns: readonly SchemaTree[],
): AsyncGenerator<readonly (readonly unknown[])[]> {
  if (count(group.num_rows) === 0) return
  const budget = new PageBudget()
  const chunks = new Map(group.columns.map((chunk) => [keyOf(chunk.meta_data?.path_in_schema ?? []), chunk]))
  const readers = columns.map((column) =>
    leavesOf(column).map(
      ({ path }) => new Leaf(path, new ColumnReader(bytes, chunks.get(keyOf(path)), getTreePath(file.schema, path), budget)),
    ),
  )
  for (let left = count(group.num_rows); left > 0; ) {
    let length = Math.min(left, batchRows)
    for (const leaf of readers.flat()) length = Math.min(length, await leaf.available())
    const values = columns.map((column, index) => valuesOf(column, readers[index] ?? [], length))
    yield Array.from({ length }, (_, row) => values.map((column) => column[row]))
    left -= length
  }
}

/** A leaf column and those of its rows that wait for the other columns'. */
class Leaf {
  readonly path: readonly string[]
  readonly #reader: ColumnReader
  #rows: DecodedArray = []
  #at = 0

  constructor(path: readonly string[], reader: ColumnReader) {
    this.path = path
    this.#reader = reader
  }

  /** How many rows wait, one at least. */
  async available(): Promise<number> {
    if (this.#at >= this.#rows.length) {
      const rows = await this.#reader.next()
      if (!rows) throw new ParquetFault('damaged', 'a column ends before the others')
      this.#rows = rows
      this.#at = 0
    }
    return this.#rows.length - this.#at
  }

  take(length: number): DecodedArray {
    this.#at += length
    return this.#rows.slice(this.#at - length, this.#at)
  }
}

/** Values of a column, put together from its leaves where it is nested. */
function valuesOf(column: SchemaTree, leaves: readonly Leaf[], length: number): DecodedArray {
  const parts = new Map(leaves.map((leaf) => [leaf.path.join('.'), leaf.take(length)]))
  if (column.children.length > 0) assembleNested(parts, column, parsers)
  const values = parts.get(column.path.join('.'))
  if (!values || values.length !== length) throw new ParquetFault('damaged', 'a nested column does not fit together')
  return values
}

function leavesOf(column: SchemaTree): SchemaTree[] {
  return column.children.length === 0 ? [column] : column.children.flatMap(leavesOf)
}

function keyOf(path: readonly string[]): string {
  return JSON.stringify(path)
}
