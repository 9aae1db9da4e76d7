import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { decompress, maxPageBytes } from '../../../../../../electron/core/importing/parquet/decompress'
import { lz4Decompress } from '../../../../../../electron/core/importing/parquet/lz4'

it('repeats what an LZ4 match repeats, also into itself', () => {
  // Literals “ab”, then 9 bytes from two back, then the literal “c”.
  expect(Buffer.from(lz4Decompress(Uint8Array.from([0x25, 0x61, 0x62, 2, 0, 0x10, 0x63]), 12)).toString()).toBe('abababababac')
})

it.each([
  ['a match before the beginning', [0x10, 0x61, 9, 0, 0x10, 0x62]],
  ['a match of no distance', [0x10, 0x61, 0, 0, 0x10, 0x62]],
  ['literals that are not there', [0xf0, 0xff, 0x61]],
  ['more than there is room for', [0x1f, 0x61, 1, 0, 0xff, 0xff, 0xff, 0, 0x10, 0x62]],
  ['less than there is room for', [0x10, 0x61]],
])('refuses LZ4 with %s', (_, bytes) => {
  expect(() => lz4Decompress(Uint8Array.from(bytes), 6)).toThrow('damaged')
})

it('makes no more of a page than its header says, and nothing of one that is too large', () => {
  const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024))
  expect(() => decompress('GZIP', bomb, 1000)).toThrow('a compressed page is damaged')
  for (const codec of ['SNAPPY', 'GZIP', 'BROTLI', 'ZSTD', 'LZ4_RAW', 'UNCOMPRESSED'] as const) {
    expect(() => decompress(codec, bomb, maxPageBytes + 1)).toThrow('65 MiB')
    expect(() => decompress(codec, bomb, -1)).toThrow('negative')
    expect(() => decompress(codec, Buffer.from('not compressed at all'), 1000)).toThrow(/damaged|another length/)
  }
})

it('names a compression that is not read here', () => {
  expect(() => decompress('LZO', Buffer.from('x'), 1)).toThrow('LZO')
})
