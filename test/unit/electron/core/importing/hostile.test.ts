import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { beforeAll, expect, it } from 'vitest'
import { convert } from '../../../../../electron/core/importing/convert'
import { inspect } from '../../../../../electron/core/importing/inspect'
import { StudioError } from '../../../../../electron/shared/errors'
import { type ColumnsMapping, type Mapping, table, tableFormat } from '../../../../../electron/shared/importing'
import { keptFolder } from '../temporary-folder'
import { converted, pasted } from './tables'

let path: string
beforeAll(async () => {
  path = join(await keptFolder(), 'hostile')
})

const mebibyte = 1024 * 1024
const rows: ColumnsMapping = { from: 'columns', source: 'a', rewrite: 'b', system: { from: 'none' }, before: '' }
const commas: Mapping['format'] = { kind: 'separated', separator: ',', quotes: true, header: true, encoding: 'utf-8' }

/** What inspecting and converting a file by a mapping comes to: how many rows, or a failure in words. Anything else that is thrown fails. */
async function outcome(content: string | Uint8Array, format?: Mapping['format']): Promise<string> {
  await writeFile(path, content)
  try {
    const found = table.parse(await inspect({ from: 'file', path }))
    const [first, last] = [found.columns[0]?.name ?? 'a', found.columns.at(-1)?.name ?? 'b']
    const mapping: Mapping = {
      format: format ?? found.format,
      rows: { ...rows, source: format ? 'a' : first, rewrite: format ? 'b' : last },
      group: null,
    }
    return `${(await converted({ from: 'file', path }, mapping)).report.converted} rows`
  } catch (error) {
    if (!(error instanceof StudioError)) throw error
    expect(error.failure.hint).toBeTruthy()
    return error.failure.message
  }
}

it('comes to an end in words with any bytes', async () => {
  const formats = fc.constantFrom<Mapping['format'] | undefined>(
    undefined,
    commas,
    { kind: 'jsonl', encoding: 'windows-1252' },
    { kind: 'json', at: null, encoding: 'utf-16le' },
    { kind: 'json', at: 'a', encoding: 'utf-8' },
    { kind: 'parquet' },
  )
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ',',
    ':',
    '\\',
    '\n',
    '\r',
    '\t',
    '|||',
    'a',
    'b',
    '\0',
    '\xff\xfe',
    'PAR1',
    '{"a":"x","b":"y"}',
    '"a":',
    ' ',
  )
  const bytes = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 300 }),
    fc.array(pieces, { minLength: 1, maxLength: 60 }).map((parts) => Buffer.from(parts.join(''), 'latin1')),
  )
  await fc.assert(
    fc.asyncProperty(bytes, formats, async (content, format) => {
      expect(typeof (await outcome(content, format))).toBe('string')
    }),
    { numRuns: 1500 },
  )
})

it('comes to an end in words with any Parquet file that is damaged', async () => {
  const columnData = [
    { name: 'a', data: Array.from({ length: 50 }, (_, row) => `text ${row % 9}`) },
    { name: 'm', data: Array.from({ length: 50 }, (_, row) => [{ role: 'user', content: `x${row}` }]), type: 'JSON' as const },
    { name: 'b', data: Array.from({ length: 50 }, (_, row) => `other ${row}`), encoding: 'DELTA_BYTE_ARRAY' as const },
  ]
  const whole = new Uint8Array(parquetWriteBuffer({ columnData, pageSize: 200, rowGroupSize: 30 }))
  expect(await outcome(whole)).toBe('50 rows')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), async (changes) => {
      const bytes = Uint8Array.from(whole)
      for (const [place, value] of changes) bytes[place] = value
      expect(typeof (await outcome(bytes))).toBe('string')
    }),
    { numRuns: 800 },
  )
  for (let length = 12; length < whole.length; length += 37) expect(await outcome(whole.subarray(0, length))).toMatch(/hostile/)
})

it.each([
  [
    'a header of 10,000 columns',
    Array.from({ length: 10_000 }, (_, column) => `c${column}`).join(),
    'hostile has 10000 columns; at most 1024 can be read.',
  ],
  ['a row of 10,000 cells', `a,b\nx,y\n${','.repeat(9_999)}z\n`, '1 rows'],
  ['a row of a hundred million commas', Buffer.alloc(100 * mebibyte, ','), 'The row at line 1 of hostile is longer than 8 MiB.'],
  [
    'a cell of 100 MB',
    Buffer.concat([Buffer.from('a,b\nx,y\n'), Buffer.alloc(100 * mebibyte, 'x')]),
    'The row at line 3 of hostile is longer than 8 MiB.',
  ],
  ['a quote that nothing closes', `a,b\nx,"${'y\n'.repeat(10 * mebibyte)}`, 'The row at line 2 of hostile is longer than 8 MiB.'],
  ['NUL bytes', Buffer.from('a,b\nx\0,y\n'), 'hostile is not a text file.'],
  ['NUL bytes far behind', `a,b\n${'x,y\n'.repeat(9000)}x\0,y\n`, '9000 rows'],
  ['nothing but space', ' \n\n ', 'hostile holds nothing but space.'],
])('%s', async (_, content, message) => {
  expect(await outcome(content, commas)).toBe(message)
})

it.each([
  ['nested JSON', `[{"a": ${'[{"x":'.repeat(200_000)}`, 'The file ends inside the element that begins at line 1 of hostile.'],
  ['an object without rows', `{"a": ${'{"x":'.repeat(200_000)}`, 'hostile is a JSON object without a list of rows.'],
  ['a line of 100 MB', Buffer.concat([Buffer.from('{"a": "x", "b": "y"}\n{"a": "'), Buffer.alloc(100 * mebibyte, 'x')]), '1 rows'],
  ['10,000 keys', `${JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, key) => [`k${key}`, 'x'])))}\n`, '1 rows'],
  ['keys of objects themselves', '{"__proto__": "x", "constructor": "y"}\n'.repeat(2), '2 rows'],
])('%s', async (_, content, message) => {
  expect(await outcome(content)).toBe(message)
})

it.each([
  ['without its end', (file: Buffer) => file.subarray(0, -4), 'hostile cannot be read: its end is missing.'],
  ['of its first bytes', () => Buffer.from('PAR1'), 'hostile cannot be read: its end is missing.'],
  [
    'with metadata longer than itself',
    (file: Buffer) => Buffer.concat([file.subarray(0, -8), Buffer.from([0xff, 0xff, 0xff, 0x7f]), Buffer.from('PAR1')]),
    'hostile cannot be read: its metadata are not all there.',
  ],
  [
    'with metadata of zeros',
    () => Buffer.concat([Buffer.from('PAR1'), Buffer.alloc(64), Buffer.from([64, 0, 0, 0]), Buffer.from('PAR1')]),
    'hostile is a damaged Parquet file.',
  ],
  [
    'that is encrypted',
    (file: Buffer) => Buffer.concat([file.subarray(0, -4), Buffer.from('PARE')]),
    'hostile cannot be read: it is encrypted.',
  ],
])('a Parquet file %s', async (_, change, message) => {
  const file = Buffer.from(
    parquetWriteBuffer({
      columnData: [
        { name: 'a', data: ['x'] },
        { name: 'b', data: ['y'] },
      ],
    }),
  )
  expect(await outcome(change(file))).toBe(message)
})

it('a page that unfolds to more than its column', async () => {
  const gzip = (bytes: Uint8Array) => (bytes.length > 1000 ? gzipSync(Buffer.alloc(200 * mebibyte)) : gzipSync(bytes))
  const file = parquetWriteBuffer({
    columnData: [
      { name: 'a', data: ['x'.repeat(5000)] },
      { name: 'b', data: ['y'] },
    ],
    codec: 'GZIP',
    compressors: { GZIP: gzip },
  })
  expect(await outcome(new Uint8Array(file))).toBe('hostile cannot be read: a compressed page is damaged.')
})

it('a page that says it is larger than any', async () => {
  const file = parquetWriteBuffer({
    columnData: [
      { name: 'a', data: ['x'.repeat(70 * mebibyte)] },
      { name: 'b', data: ['y'] },
    ],
  })
  expect(await outcome(new Uint8Array(file))).toMatch(/^hostile cannot be read: it has a page of \d+ MiB, where 64 are read at most\.$/)
})

it('lets go of the file when the reader stops early', async () => {
  await writeFile(path, `a,b\n${'x,y\n'.repeat(100_000)}`)
  const lines = convert({ from: 'file', path }, { format: commas, rows, group: null }, new AbortController().signal)
  expect((await lines.next()).done).toBe(false)
  await lines.return({ rows: 0, converted: 0, skipped: { count: 0, first: [] } })
  expect((await lines.next()).done).toBe(true)
})

it('pasted text that is no table has an answer, too', async () => {
  for (const text of ['', '  ', '[', '{', '{}', '[]', '"', 'one sentence', '\u0000'])
    await expect(
      inspect(pasted(text)).then(
        (found) => tableFormat.parse(found.format),
        (error) => error.failure,
      ),
    ).resolves.toBeTruthy()
})
