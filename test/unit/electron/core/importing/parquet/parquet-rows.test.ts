import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer'
import { expect, it } from 'vitest'
import { openParquet } from '../../../../../../electron/core/importing/parquet/parquet-file'
import { readParquet } from '../../../../../../electron/core/importing/parquet/parquet-rows'
import { TableBytes } from '../../../../../../electron/core/importing/table-source'
import { temporaryFolder } from '../../temporary-folder'

type Options = Omit<Parameters<typeof parquetWriteBuffer>[0], 'columnData'>

/** The cells of a file with these columns, column by column. */
async function readBack(columnData: ColumnSource[], options: Options = {}): Promise<unknown[][]> {
  const path = join(await temporaryFolder(), 'a.parquet')
  await writeFile(path, new Uint8Array(parquetWriteBuffer({ columnData, ...options })))
  const bytes = await TableBytes.open({ from: 'file', path })
  const file = await openParquet(bytes)
  const columns: unknown[][] = file.columns.map(() => [])
  for await (const { rows } of readParquet(bytes, file, file.columns)) {
    for (const { cells, fault } of rows.map((row) => (row.fault ? { cells: [], fault: row.fault } : row))) {
      expect(fault).toBeNull()
      for (const [column, cell] of cells.entries()) columns[column]?.push(cell)
    }
  }
  await bytes.close()
  return columns
}

/** A frame of Zstandard with one block that is not compressed. */
function zstdFrame(bytes: Uint8Array): Uint8Array {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(bytes.length)
  const block = Buffer.alloc(4)
  block.writeUInt32LE((bytes.length << 3) | 1)
  return Buffer.concat([Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0]), size, block.subarray(0, 3), bytes])
}

/** A block of LZ4 of literals only. */
function lz4Block(bytes: Uint8Array): Uint8Array {
  const head = [0xf0]
  for (let left = bytes.length - 15; ; left -= 255) {
    head.push(Math.min(left, 255))
    if (left < 255) break
  }
  return Buffer.concat([Buffer.from(head), bytes])
}

const texts = Array.from({ length: 3000 }, (_, row) => `${row} Zoë 𝄞 ${'x'.repeat(row % 50)}`)

it.each([
  ['UNCOMPRESSED', (bytes: Uint8Array) => bytes],
  ['SNAPPY', undefined],
  ['GZIP', gzipSync],
  ['BROTLI', brotliCompressSync],
  ['ZSTD', zstdFrame],
  ['LZ4_RAW', lz4Block],
] as const)('reads pages that are compressed with %s', async (codec, compress) => {
  const options: Options = { codec, pageSize: 10_000, rowGroupSize: 1100, ...(compress ? { compressors: { [codec]: compress } } : {}) }
  expect(await readBack([{ name: 'text', data: texts }], options)).toEqual([texts])
})

it.each(['PLAIN', 'RLE_DICTIONARY', 'DELTA_LENGTH_BYTE_ARRAY', 'DELTA_BYTE_ARRAY'] as const)('reads texts in %s', async (encoding) => {
  const repeated = texts.map((_, row) => (row % 7 === 0 ? null : (texts[row % 40] ?? null)))
  expect(await readBack([{ name: 'text', data: repeated, encoding, type: 'STRING' }], { pageSize: 5000 })).toEqual([repeated])
})

it('reads numbers, truth values, dates, JSON and bytes that are no UTF-8', async () => {
  const columns: ColumnSource[] = [
    { name: 'int', data: [1, -2, 3] },
    { name: 'long', data: [1n, 2n ** 62n, -3n] },
    { name: 'double', data: [0.1, Number.NaN, -1e300] },
    { name: 'truth', data: [true, false, true] },
    { name: 'day', data: [new Date(0), new Date(86_400_000), new Date(1)] },
    { name: 'json', data: [{ a: 1 }, [2], 'x'], type: 'JSON' },
    { name: 'null', data: [null, 'x', null], type: 'STRING' },
    { name: 'bytes', data: [new Uint8Array([0xff]), new Uint8Array([0x61]), new Uint8Array()], type: 'BYTE_ARRAY' },
  ]
  const [int, long, double, truth, day, json, nulls, bytes] = await readBack(columns)
  expect([int, long, double, truth]).toEqual(columns.slice(0, 4).map(({ data }) => [...data]))
  expect(day).toEqual([new Date(0), new Date(86_400_000), new Date(1)])
  expect([json, nulls, bytes]).toEqual([
    ['{"a":1}', '[2]', '"x"'],
    [null, 'x', null],
    ['\ufffd', 'a', ''],
  ])
})

const turn = fc.record({ role: fc.constantFrom('user', 'assistant', null), content: fc.option(fc.string({ unit: 'grapheme' })) })

it('puts lists of messages together again, however they lie across pages and row groups', async () => {
  const schema = [
    { name: 'root', num_children: 2 },
    { name: 'id', type: 'INT32', repetition_type: 'REQUIRED' },
    { name: 'messages', repetition_type: 'OPTIONAL', converted_type: 'LIST', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', repetition_type: 'OPTIONAL', num_children: 2 },
    { name: 'role', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
    { name: 'content', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'OPTIONAL' },
  ] as NonNullable<Options['schema']>
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(fc.array(turn, { maxLength: 6 })), { minLength: 1, maxLength: 30 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 12 }),
      async (messages, pageSize, rowGroupSize) => {
        const id = messages.map((_, row) => row)
        const read = await readBack(
          [
            { name: 'id', data: id },
            { name: 'messages', data: messages },
          ],
          { schema, pageSize, rowGroupSize },
        )
        expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify([id, messages])))
      },
    ),
    { numRuns: 100 },
  )
})

it('gives any table of strings and nulls back, whatever the sizes of pages and row groups', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.option(fc.string({ unit: 'grapheme' })), fc.string({ unit: 'grapheme' })), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 200 }),
      fc.integer({ min: 1, max: 20 }),
      async (table, pageSize, rowGroupSize) => {
        const columns = [0, 1].map((column) => table.map((cells) => cells[column] ?? null))
        const data = columns.map((values, column) => ({ name: `c${column}`, data: values, type: 'STRING' as const }))
        // A mark at the beginning is not part of what a text says.
        const expected = columns.map((values) => values.map((value) => value?.replace(/^\ufeff/, '') ?? null))
        expect(await readBack(data, { pageSize, rowGroupSize })).toEqual(expected)
      },
    ),
    { numRuns: 100 },
  )
})
