import type { PageHeader } from 'hyparquet'
import { maxPageBytes } from './decompress'
import { ParquetFault } from './parquet-fault'

/** Most values of one page. Writers end a page after some ten thousand, or after a MiB, whichever comes later. */
export const maxPageValues = 4 * 1024 * 1024

/** What of a column decides how its pages are laid out. */
export type PageLayout = {
  readonly maxRepetition: number
  readonly maxDefinition: number
  readonly type: string
  readonly typeLength: number
}

/**
 * Looks over a data page that is decompressed, before it is decoded: no more values than may be, no run longer than the page, no text
 * that is longer than its bytes. A decoder that takes such numbers at their word loops or fills the memory.
 * `bytes` are the values after any levels in a version 2 page, the whole page in one of version 1. Throws a `ParquetFault`.
 */
export function guardPage(header: PageHeader, page: Uint8Array, layout: PageLayout): void {
  const v1 = header.data_page_header
  const v2 = header.data_page_header_v2
  const data = v1 ?? v2
  if (!data) throw damaged()
  const values = data.num_values
  if (!(values >= 0)) throw damaged()
  if (values > maxPageValues)
    throw new ParquetFault('too-large', `it has a page of ${values} values, where ${maxPageValues} are read at most`)
  let at = 0
  if (v2) {
    const [repetition, definition] = [v2.repetition_levels_byte_length, v2.definition_levels_byte_length]
    if (!(repetition >= 0 && definition >= 0 && repetition + definition <= page.length && v2.num_nulls >= 0 && v2.num_nulls <= values))
      throw damaged()
    if (layout.maxRepetition > 0) guardLevels(page.subarray(0, repetition), layout.maxRepetition, values)
    if (layout.maxDefinition > 0) guardLevels(page.subarray(repetition, repetition + definition), layout.maxDefinition, values)
    at = repetition + definition
  } else {
    if (layout.maxRepetition > 0) at = guardPrefixedLevels(page, at, layout.maxRepetition, values)
    if (layout.maxDefinition > 0) at = guardPrefixedLevels(page, at, layout.maxDefinition, values)
  }
  guardValues(data.encoding, page.subarray(at), values, layout, v2 !== undefined)
}

function guardValues(encoding: string, bytes: Uint8Array, values: number, layout: PageLayout, version2: boolean): void {
  switch (encoding) {
    case 'PLAIN':
      if (layout.type === 'FIXED_LEN_BYTE_ARRAY' && !(layout.typeLength > 0 && layout.typeLength <= maxPageBytes)) throw damaged()
      return
    case 'BYTE_STREAM_SPLIT':
      // The decoder makes room for values times their width, and only of numbers is the width known.
      if (layout.type === 'FIXED_LEN_BYTE_ARRAY') throw unsupported(encoding)
      return
    case 'PLAIN_DICTIONARY':
    case 'RLE_DICTIONARY': {
      const width = bytes[0] ?? 0
      if (width > 32) throw damaged()
      if (width > 0 || version2) guardRuns(bytes.subarray(1), width, values)
      return
    }
    case 'RLE':
      if (layout.type !== 'BOOLEAN') throw unsupported(encoding)
      // Behind their length in four bytes; the decoder reads on where there are fewer values than it looks for.
      guardRuns(bytes.subarray(4), 1, values)
      return
    case 'DELTA_BINARY_PACKED':
    case 'DELTA_LENGTH_BYTE_ARRAY':
    case 'DELTA_BYTE_ARRAY':
      guardDelta(bytes)
      return
    default:
      throw unsupported(encoding)
  }
}

/** Block sizes of a delta encoding: a multiple of 128 values, and of 32 in each of its parts. */
function guardDelta(bytes: Uint8Array): void {
  const reader = { bytes, at: 0 }
  const [block, parts] = [varInt(reader), varInt(reader)]
  if (block <= 0 || block > maxPageValues || parts <= 0 || parts > block) throw damaged()
}

/** Levels behind their length in four bytes; where they end. */
function guardPrefixedLevels(page: Uint8Array, at: number, highest: number, values: number): number {
  if (at + 4 > page.length) throw damaged()
  const length = new DataView(page.buffer, page.byteOffset + at, 4).getUint32(0, true)
  const end = at + 4 + length
  if (end > page.length) throw damaged()
  guardLevels(page.subarray(at + 4, end), highest, values)
  return end
}

/** Every value has its level: a decoder that misses some reads on in what follows. */
function guardLevels(bytes: Uint8Array, highest: number, values: number): void {
  if (guardRuns(bytes, 32 - Math.clz32(highest), values) < values) throw damaged()
}

/** Runs of the hybrid of run lengths and packed bits, none longer than the values that are left. How many values there are: fewer where some are null. */
function guardRuns(bytes: Uint8Array, width: number, values: number): number {
  const reader = { bytes, at: 0 }
  let seen = 0
  while (seen < values && reader.at < bytes.length) {
    const header = varInt(reader)
    const packed = header % 2 === 1
    const count = packed ? Math.floor(header / 2) * 8 : Math.floor(header / 2)
    // The last group of packed bits is filled up; some writers fill up more than one.
    if (count > values - seen + (packed ? 512 : 8)) throw damaged()
    reader.at += packed ? (count / 8) * width : Math.ceil(width / 8)
    seen += count
  }
  return seen
}

function varInt(reader: { readonly bytes: Uint8Array; at: number }): number {
  let [value, factor] = [0, 1]
  for (let read = 0; read < 5; read++) {
    const byte = reader.bytes[reader.at++]
    if (byte === undefined) throw damaged()
    value += (byte & 0x7f) * factor
    if (byte < 0x80) return value
    factor *= 128
  }
  throw damaged()
}

function unsupported(encoding: string): ParquetFault {
  return new ParquetFault('unsupported', `a column is encoded in a way that is not read here (${encoding})`)
}

function damaged(): ParquetFault {
  return new ParquetFault('damaged', 'a page contradicts its header')
}
