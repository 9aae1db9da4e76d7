import { type FileMetaData, type ParquetParsers, parquetMetadata, parquetSchema, type SchemaTree } from 'hyparquet'
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js'
import { maxColumnName, maxColumns } from '../../../shared/importing'
import type { TableBytes } from '../table-source'
import { ParquetFault } from './parquet-fault'
import { thriftEnd } from './thrift-guard'

/** Largest metadata, in bytes; those of ten thousand row groups of ten columns have about 15 MiB. */
const maxMetadataBytes = 32 * 1024 * 1024
const maxMetadataElements = 4_000_000
const maxSchemaElements = 16_384
const maxSchemaDepth = 32

/** How values become what JavaScript has: dates as `Date`, JSON as its text, geometries not at all. */
export const parsers: ParquetParsers = {
  ...DEFAULT_PARSERS,
  jsonFromBytes: DEFAULT_PARSERS.stringFromBytes,
  geometryFromBytes: () => null,
  geographyFromBytes: () => null,
}

/** What a Parquet file says about itself. */
export type ParquetFile = {
  readonly schema: SchemaTree
  readonly groups: FileMetaData['row_groups']
  readonly rowCount: number
  /** Columns that can be read, in order. */
  readonly columns: readonly SchemaTree[]
  /** Names of those that cannot. */
  readonly unreadable: readonly string[]
}

/** Whether the first four bytes are those of a Parquet file, or of one whose metadata are encrypted. */
export function hasParquetMagic(head: Buffer): boolean {
  const magic = head.toString('latin1', 0, 4)
  return magic === 'PAR1' || magic === 'PARE'
}

/** Reads the metadata at the end of a file. Throws a `ParquetFault`, or whatever hyparquet throws for damaged ones. */
export async function openParquet(bytes: TableBytes): Promise<ParquetFile> {
  const tail = await bytes.slice(bytes.size - 8, bytes.size)
  const magic = tail.toString('latin1', 4, 8)
  if (magic === 'PARE') throw new ParquetFault('unsupported', 'it is encrypted')
  if (bytes.size < 12 || magic !== 'PAR1') throw new ParquetFault('damaged', 'its end is missing')
  const length = tail.readUInt32LE(0)
  if (length > bytes.size - 12) throw new ParquetFault('damaged', 'its metadata are not all there')
  if (length > maxMetadataBytes) throw new ParquetFault('too-large', 'its metadata are larger than those of any file of texts')
  const footer = await bytes.slice(bytes.size - 8 - length, bytes.size)
  if (thriftEnd(footer.subarray(0, length), 0, maxMetadataElements) === null) throw new ParquetFault('damaged', 'its metadata are damaged')
  const metadata = parquetMetadata(footer, { parsers, geoparquet: false })
  guardSchema(metadata.schema)
  const schema = parquetSchema(metadata)
  if (schema.children.length > maxColumns)
    throw new ParquetFault('too-large', `it has ${schema.children.length} columns, where ${maxColumns} are read at most`)
  const columns = schema.children.filter(isReadable)
  return {
    schema,
    groups: metadata.row_groups,
    rowCount: metadata.row_groups.reduce((sum, { num_rows }) => sum + count(num_rows), 0),
    columns,
    unreadable: schema.children.filter((column) => !columns.includes(column)).map(({ element }) => element.name.slice(0, maxColumnName)),
  }
}

/** A number of the metadata as one of JavaScript. Throws where it is negative or too large to be a place in a file. */
export function count(value: bigint | number | undefined): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 0) throw new ParquetFault('damaged', 'its metadata are damaged')
  return number
}

/** The tree of the schema is built by recursion, with the whole path at every step. */
function guardSchema(schema: FileMetaData['schema']): void {
  if (schema.length > maxSchemaElements) throw new ParquetFault('too-large', `its schema has ${schema.length} parts`)
  const open: number[] = []
  for (const { num_children: children } of schema) {
    while (open.at(-1) === 0) open.pop()
    const parent = open.pop()
    if (parent !== undefined) open.push(parent - 1)
    if (children !== undefined && children > 0) open.push(children)
    if (open.length > maxSchemaDepth) throw new ParquetFault('too-large', 'its columns are nested too deeply')
  }
}

function isReadable({ element, children }: SchemaTree): boolean {
  const { name, converted_type: converted, logical_type: logical } = element
  if (name === '' || name.length > maxColumnName) return false
  if (converted === 'BSON' || converted === 'INTERVAL' || logical?.type === 'VARIANT') return false
  if (element.type === undefined && children.length === 0) return false
  return children.every(isReadable)
}
