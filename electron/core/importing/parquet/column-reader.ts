import type { ColumnChunk, DecodedArray, PageHeader, SchemaTree } from 'hyparquet'
import { assembleLists } from 'hyparquet/src/assemble.js'
import { convert, convertWithDictionary } from 'hyparquet/src/convert.js'
import { readDataPage, readDataPageV2 } from 'hyparquet/src/datapage.js'
import { readPlain } from 'hyparquet/src/plain.js'
import { getMaxDefinitionLevel, getMaxRepetitionLevel } from 'hyparquet/src/schema.js'
import type { TableBytes } from '../table-source'
import { ChunkBytes } from './chunk-bytes'
import { decompress } from './decompress'
import type { PageBudget } from './page-budget'
import { guardPage, maxPageValues, type PageLayout } from './page-guard'
import { ParquetFault } from './parquet-fault'
import { count, parsers } from './parquet-file'
import { guardPrefixes } from './prefix-guard'

/** What a value takes at most beside its text: a place in some lists, an object around it. */
const valueBytes = 64

type Decoder = Parameters<typeof readDataPage>[2]

/** Reads one leaf column of a row group, page by page: one page and the dictionary are held. */
export class ColumnReader {
  readonly #bytes: ChunkBytes
  readonly #decoder: Decoder
  readonly #layout: PageLayout
  readonly #path: SchemaTree[]
  readonly #budget: PageBudget
  #dictionary: DecodedArray | undefined
  #dictionarySize = 0
  /** The last row of a page of lists may go on in the next page. */
  #open: unknown[] = []
  #openValues = 0

  /** Throws a `ParquetFault` for a column that is encrypted, lies in another file or outside this one. */
  constructor(bytes: TableBytes, chunk: ColumnChunk | undefined, path: SchemaTree[], budget: PageBudget) {
    const metadata = chunk?.meta_data
    const element = path.at(-1)?.element
    if (!metadata || !element) throw new ParquetFault('damaged', 'a column is missing')
    if (chunk.crypto_metadata) throw new ParquetFault('unsupported', 'it is encrypted')
    if (chunk.file_path) throw new ParquetFault('unsupported', 'its columns lie in other files')
    this.#bytes = new ChunkBytes(bytes, metadata)
    this.#path = path
    this.#budget = budget
    this.#decoder = { pathInSchema: metadata.path_in_schema, element, schemaPath: path, parsers, ...metadata }
    this.#layout = {
      maxRepetition: getMaxRepetitionLevel(path),
      maxDefinition: getMaxDefinitionLevel(path),
      type: metadata.type,
      typeLength: element.type_length ?? 0,
    }
  }

  /** The next rows, some at least; null after the last. */
  async next(): Promise<DecodedArray | null> {
    for (let page = await this.#bytes.nextPage(); page; page = await this.#bytes.nextPage()) {
      const { header, bytes } = page
      const values = header.data_page_header?.num_values ?? header.data_page_header_v2?.num_values ?? 0
      this.#budget.hold(this, this.#dictionarySize + header.uncompressed_page_size + values * valueBytes)
      if (header.type === 'DICTIONARY_PAGE') this.#readDictionary(header, bytes)
      if ((header.type !== 'DATA_PAGE' && header.type !== 'DATA_PAGE_V2') || values === 0) continue
      const rows = this.#rowsOf(this.#readPage(header, bytes), values)
      if (rows.length > 0) return rows
    }
    const last = this.#open
    this.#open = []
    this.#budget.release(this)
    return last.length > 0 ? last : null
  }

  #readDictionary(header: PageHeader, compressed: Uint8Array): void {
    const page = decompress(this.#decoder.codec, compressed, header.uncompressed_page_size)
    const values = header.dictionary_page_header?.num_values ?? -1
    // Every value takes a bit at least, and all but booleans a byte.
    if (values < 0 || values > Math.min(maxPageValues, page.length * 8)) throw new ParquetFault('damaged', 'a dictionary is damaged')
    const reader = { view: viewOf(page), offset: 0 }
    this.#dictionary = convert(readPlain(reader, this.#decoder.type, values, this.#layout.typeLength), this.#decoder)
    this.#dictionarySize = page.length
  }

  #readPage(header: PageHeader, compressed: Uint8Array): DecodedArray {
    const { codec } = this.#decoder
    const v2 = header.data_page_header_v2
    const page = v2 ? decompressV2(codec, compressed, header) : decompress(codec, compressed, header.uncompressed_page_size)
    guardPage(header, page, this.#layout)
    const encoding = (header.data_page_header ?? v2)?.encoding ?? 'PLAIN'
    if (encoding === 'DELTA_BYTE_ARRAY') guardPrefixes(header, page, this.#layout)
    if (encoding.endsWith('_DICTIONARY') && !this.#dictionary) throw new ParquetFault('damaged', 'a dictionary is missing')
    const plain = { ...this.#decoder, codec: 'UNCOMPRESSED' as const }
    const { definitionLevels, repetitionLevels, dataPage } = v2
      ? readDataPageV2(page, { ...header, uncompressed_page_size: page.length }, plain)
      : readDataPage(page, header.data_page_header as NonNullable<PageHeader['data_page_header']>, plain)
    const values = convertWithDictionary(dataPage, this.#dictionary, encoding, this.#decoder)
    return assembleLists(this.#open, definitionLevels, repetitionLevels, values, this.#path)
  }

  /** The rows of a page that are whole. */
  #rowsOf(rows: DecodedArray, values: number): DecodedArray {
    if (this.#layout.maxRepetition === 0) {
      this.#open = []
      return rows
    }
    this.#openValues = rows.length > 1 ? values : this.#openValues + values
    if (this.#openValues > maxPageValues) throw new ParquetFault('too-large', 'one row has a list of millions of values')
    this.#open = Array.from(rows.slice(-1))
    return rows.slice(0, -1)
  }
}

function decompressV2(codec: Decoder['codec'], compressed: Uint8Array, header: PageHeader): Uint8Array {
  const data = header.data_page_header_v2
  const levels = count(data?.repetition_levels_byte_length) + count(data?.definition_levels_byte_length)
  const length = header.uncompressed_page_size - levels
  if (length < 0 || levels > compressed.length) throw new ParquetFault('damaged', 'a page contradicts its header')
  const rest = compressed.subarray(levels)
  // A page of nulls may have no compressed bytes at all.
  const values = data?.is_compressed === false || length === 0 ? rest : decompress(codec, rest, length)
  return Buffer.concat([compressed.subarray(0, levels), values])
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
