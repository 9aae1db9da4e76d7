import type { ColumnMetaData, PageHeader } from 'hyparquet'
import { parquetHeader } from 'hyparquet/src/column.js'
import type { TableBytes } from '../table-source'
import { maxPageBytes } from './decompress'
import { ParquetFault } from './parquet-fault'
import { count } from './parquet-file'
import { thriftEnd } from './thrift-guard'

/** Bytes read at a time where a page has fewer. */
const windowBytes = 256 * 1024
/** Most fields of a page's header. */
const maxHeaderElements = 1000
/** Headers hold the least and the greatest value, which may be long texts: read more where the end is not reached. */
const headerBytes = [16 * 1024, 1024 * 1024, 16 * 1024 * 1024]

/** The pages of one column of a row group as they lie in the file. */
export class ChunkBytes {
  readonly #bytes: TableBytes
  readonly #end: number
  #at: number
  #window: Buffer = Buffer.alloc(0)
  #windowStart = 0

  /** Throws a `ParquetFault` where the column lies outside the file. */
  constructor(bytes: TableBytes, metadata: ColumnMetaData) {
    const data = count(metadata.data_page_offset)
    const dictionary = metadata.dictionary_page_offset ? count(metadata.dictionary_page_offset) : 0
    this.#bytes = bytes
    this.#at = dictionary > 0 && dictionary < data ? dictionary : data
    this.#end = this.#at + count(metadata.total_compressed_size)
    if (this.#at < 4 || this.#end > bytes.size) throw new ParquetFault('damaged', 'a column lies outside the file')
  }

  /** The next page as it is stored, null after the last. Throws a `ParquetFault`. */
  async nextPage(): Promise<{ readonly header: PageHeader; readonly bytes: Uint8Array } | null> {
    // Some writers leave a byte over.
    if (this.#at >= this.#end - 1) return null
    const header = await this.#nextHeader()
    const size = header.compressed_page_size
    if (!(size >= 0 && header.uncompressed_page_size >= 0)) throw new ParquetFault('damaged', 'a page has a negative length')
    if (size > maxPageBytes) throw new ParquetFault('too-large', `it has a page of ${Math.ceil(size / 1024 / 1024)} MiB`)
    if (this.#at + size > this.#end) throw new ParquetFault('damaged', 'a page is longer than its column')
    const bytes = await this.#peek(size)
    this.#at += size
    return { header, bytes }
  }

  async #nextHeader(): Promise<PageHeader> {
    for (const size of headerBytes) {
      const bytes = await this.#peek(Math.min(size, this.#end - this.#at))
      const end = thriftEnd(bytes, 0, maxHeaderElements)
      if (end !== null) {
        const header = parquetHeader({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 })
        this.#at += end
        return header
      }
      if (bytes.length < size) break
    }
    throw new ParquetFault('damaged', 'a page has no whole header')
  }

  /** The next bytes, without going on. Throws where the file has become shorter. */
  async #peek(length: number): Promise<Uint8Array> {
    const from = this.#at - this.#windowStart
    if (from >= 0 && from + length <= this.#window.length) return this.#window.subarray(from, from + length)
    this.#window = await this.#bytes.slice(this.#at, Math.min(this.#end, this.#at + Math.max(length, windowBytes)))
    this.#windowStart = this.#at
    if (this.#window.length < length) throw new ParquetFault('damaged', 'it became shorter while it was read')
    return this.#window.subarray(0, length)
  }
}
