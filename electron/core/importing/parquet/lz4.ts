import { ParquetFault } from './parquet-fault'

/**
 * Decompresses one LZ4 block into exactly `length` bytes. Throws a `ParquetFault` for anything else.
 * Source: https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 */
export function lz4Decompress(input: Uint8Array, length: number): Uint8Array {
  const output = new Uint8Array(length)
  let [at, filled] = [0, 0]
  const more = (nibble: number) => {
    let count = nibble
    for (let byte = nibble === 15 ? 255 : 0; byte === 255; count += byte) byte = input[at++] ?? 0
    return count
  }
  while (at < input.length) {
    const token = input[at++] ?? 0
    const literals = more(token >> 4)
    if (at + literals > input.length || filled + literals > length) throw broken()
    output.set(input.subarray(at, at + literals), filled)
    at += literals
    filled += literals
    if (at >= input.length) break
    const back = (input[at] ?? 0) | ((input[at + 1] ?? 0) << 8)
    at += 2
    const end = filled + more(token & 15) + 4
    if (back === 0 || back > filled || end > length) throw broken()
    // A match may overlap what it writes, which repeats it.
    for (; filled < end; filled++) output[filled] = output[filled - back] ?? 0
  }
  if (filled !== length) throw broken()
  return output
}

function broken(): ParquetFault {
  return new ParquetFault('damaged', 'a compressed page is damaged')
}
