import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { decompress as zstdDecompress } from 'fzstd'
import { type CompressionCodec, snappyUncompress } from 'hyparquet'
import { lz4Decompress } from './lz4'
import { ParquetFault } from './parquet-fault'

/** Largest page, compressed or not, in bytes. Writers aim at one MiB, and a cell of a dataset has at most eight. */
export const maxPageBytes = 64 * 1024 * 1024

/**
 * Decompresses a page to the length that its header gives. Never makes more room than that, whatever the page holds.
 * Throws a `ParquetFault`.
 */
export function decompress(codec: CompressionCodec, input: Uint8Array, length: number): Uint8Array {
  if (length > maxPageBytes || input.length > maxPageBytes) {
    const mebibytes = Math.ceil(Math.max(length, input.length) / 1024 / 1024)
    throw new ParquetFault('too-large', `it has a page of ${mebibytes} MiB, where ${maxPageBytes / 1024 / 1024} are read at most`)
  }
  if (length < 0) throw new ParquetFault('damaged', 'a page has a negative length')
  const output = decompressed(codec, input, length)
  if (output.length !== length) throw new ParquetFault('damaged', 'a page has another length than its header says')
  return output
}

function decompressed(codec: CompressionCodec, input: Uint8Array, length: number): Uint8Array {
  if (codec === 'UNCOMPRESSED') return input
  if (codec === 'LZ4_RAW') return lz4Decompress(input, length)
  try {
    if (codec === 'GZIP') return gunzipSync(input, { maxOutputLength: Math.max(1, length) })
    if (codec === 'BROTLI') return brotliDecompressSync(input, { maxOutputLength: Math.max(1, length) })
    const output = new Uint8Array(length)
    if (codec === 'ZSTD') return zstdDecompress(input, output)
    if (codec === 'SNAPPY') {
      snappyUncompress(input, output)
      return output
    }
  } catch (error) {
    throw new ParquetFault('damaged', 'a compressed page is damaged', { cause: error })
  }
  throw new ParquetFault('unsupported', `it is compressed with ${codec}, which is not read here`)
}
