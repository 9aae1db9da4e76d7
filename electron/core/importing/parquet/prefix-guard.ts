import type { PageHeader } from 'hyparquet'
import { deltaBinaryUnpack } from 'hyparquet/src/delta.js'
import { readRleBitPackedHybrid } from 'hyparquet/src/encoding.js'
import { maxPageBytes } from './decompress'
import type { PageLayout } from './page-guard'
import { ParquetFault } from './parquet-fault'

/**
 * Adds up how long the texts of a page are that each take over the beginning of the one before (DELTA_BYTE_ARRAY): a few bytes can
 * stand for terabytes. `page` has passed `guardPage`. Throws a `ParquetFault` for more than a page may have.
 */
export function guardPrefixes(header: PageHeader, page: Uint8Array, layout: PageLayout): void {
  const reader = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: 0 }
  const count = header.data_page_header_v2 ? valuesOfV2(header, reader) : valuesOfV1(header, reader, layout)
  const prefixes = new Int32Array(count)
  const suffixes = new Int32Array(count)
  if (count > 0) {
    deltaBinaryUnpack(reader, count, prefixes)
    deltaBinaryUnpack(reader, count, suffixes)
  }
  let [total, before] = [0, 0]
  for (let value = 0; value < count; value++) {
    const [prefix, suffix] = [prefixes[value] ?? 0, suffixes[value] ?? 0]
    if (prefix < 0 || suffix < 0 || prefix > before) throw new ParquetFault('damaged', 'a page contradicts its header')
    before = prefix + suffix
    total += before
    if (total > maxPageBytes) throw new ParquetFault('too-large', `it has a page of more than ${maxPageBytes / 1024 / 1024} MiB`)
  }
}

type Reader = { readonly view: DataView; offset: number }

function valuesOfV2({ data_page_header_v2: data }: PageHeader, reader: Reader): number {
  if (!data) return 0
  reader.offset = data.repetition_levels_byte_length + data.definition_levels_byte_length
  return data.num_values - data.num_nulls
}

function valuesOfV1({ data_page_header: data }: PageHeader, reader: Reader, layout: PageLayout): number {
  const values = data?.num_values ?? 0
  if (layout.maxRepetition > 0) reader.offset += 4 + reader.view.getUint32(reader.offset, true)
  if (layout.maxDefinition === 0) return values
  const levels = new Array<number>(values)
  readRleBitPackedHybrid(reader, 32 - Math.clz32(layout.maxDefinition), levels)
  return levels.reduce((count, level) => (level === layout.maxDefinition ? count + 1 : count), 0)
}
