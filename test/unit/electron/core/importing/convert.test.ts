import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parquetWriteFile } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import { convert } from '../../../../../electron/core/importing/convert'
import { conversionReport, type Mapping, mapping, maxSkippedRows, type SeparatedFormat } from '../../../../../electron/shared/importing'
import { temporaryFolder } from '../temporary-folder'
import { converted, pasted } from './tables'

const commas: SeparatedFormat = { kind: 'separated', separator: ',', quotes: true, header: true, encoding: 'utf-8' }
const plain: Mapping = mapping.parse({
  format: commas,
  rows: { from: 'columns', source: 'a', rewrite: 'b', system: { from: 'none' }, before: 'Resolve: ' },
  group: null,
})

const row = (source: string, rewrite: string, system?: string) => ({
  messages: [
    ...(system === undefined ? [] : [{ role: 'system', content: system }]),
    { role: 'user', content: `Resolve: ${source}` },
    { role: 'assistant', content: rewrite },
  ],
})

it('puts source, rewrite, system text and group where they belong', async () => {
  const text = 'b,s,a,g\nBob left.,Be exact.,He left.,d1\nIt won.,,They won.,\n'
  const { rows } = await converted(pasted(text), {
    ...plain,
    rows: { from: 'columns', source: 'a', rewrite: 'b', system: { from: 'column', column: 's' }, before: 'Resolve: ' },
    group: 'g',
  })
  expect(rows).toEqual([{ ...row('He left.', 'Bob left.', 'Be exact.'), group: 'd1' }, row('They won.', 'It won.')])
  const constant = { ...plain.rows, system: { from: 'text', text: 'Be kind.' } } as Mapping['rows']
  expect((await converted(pasted(text), { ...plain, rows: constant })).rows[1]).toEqual(row('They won.', 'It won.', 'Be kind.'))
})

it('says of every row that was not converted which it was and why', async () => {
  const text = ['a,b', 'x,y', ',y', 'x,', 'x', 'x,y,z', 'x,y,', 'bad\ufffd,y', '"x\ny",z', ' ,y'].join('\n')
  const { rows, report } = await converted(pasted(text), plain)
  expect(rows).toEqual([row('x', 'y'), row('x', 'y'), row('x\ny', 'z')])
  expect(conversionReport.parse(report)).toEqual({
    rows: 9,
    converted: 3,
    skipped: {
      count: 6,
      first: [
        { row: 2, line: 3, reason: 'empty', message: 'The source (“a”) is empty.' },
        { row: 3, line: 4, reason: 'empty', message: 'The rewrite (“b”) is empty.' },
        { row: 4, line: 5, reason: 'empty', message: 'The rewrite (“b”) is empty.' },
        { row: 5, line: 6, reason: 'cell-count', message: 'The row has 3 cells, where the table has 2 columns.' },
        { row: 7, line: 8, reason: 'bad-character', message: expect.stringContaining('encoding') },
        { row: 9, line: 11, reason: 'empty', message: 'The source (“a”) is empty.' },
      ],
    },
  })
})

it('counts all rows that were not converted and keeps the first thousand', async () => {
  const { report } = await converted(pasted(`a,b\n${'x,\n'.repeat(5000)}x,y\n`), plain)
  expect(report).toMatchObject({ rows: 5001, converted: 1, skipped: { count: 5000 } })
  expect(report.skipped.first).toHaveLength(maxSkippedRows)
})

it('names broken lines of JSONL and goes on', async () => {
  const lines = [
    '{"a": "x", "b": 5}',
    '{"a": "x"',
    '["a"]',
    '',
    '{"b": "y"}',
    `{"a": ${'['.repeat(40)}${']'.repeat(40)}, "b": 1}`,
    '{"a": null, "b": "y"}',
  ]
  const { rows, report } = await converted(pasted(lines.join('\n')), { ...plain, format: { kind: 'jsonl', encoding: 'utf-8' } })
  expect(rows).toEqual([row('x', '5')])
  expect(report.skipped.first.map(({ row: number, line, reason }) => [number, line, reason])).toEqual([
    [2, 2, 'not-json'],
    [3, 3, 'not-an-object'],
    [4, 5, 'empty'],
    [5, 6, 'too-deep'],
    [6, 7, 'empty'],
  ])
})

describe('a column of messages', () => {
  const whole: Mapping = { format: { kind: 'jsonl', encoding: 'utf-8' }, rows: { from: 'messages', column: 'messages' }, group: 'id' }
  const { messages } = row('x', 'y')

  it('is taken as it is, from a list or from its JSON', async () => {
    const lines = [{ messages, id: 7, more: 1 }, { messages: JSON.stringify(messages) }].map((value) => JSON.stringify(value))
    expect((await converted(pasted(lines.join('\n')), whole)).rows).toEqual([{ messages, group: '7' }, { messages }])
  })

  it('is refused where it is no conversation, with the reason that a dataset would give', async () => {
    const turns = [null, '', '[', 'text', [], [{ role: 'user', content: 'x' }], [{ role: 'user', content: 'x\0' }, messages[1]]]
    const { report } = await converted(pasted(turns.map((value) => JSON.stringify({ messages: value })).join('\n')), whole)
    expect(report.skipped.first.map(({ reason, message }) => `${reason}: ${message}`)).toEqual([
      'empty: There are no messages.',
      'empty: There are no messages.',
      'bad-messages: The messages are not JSON.',
      'bad-messages: The messages are not JSON.',
      'bad-messages: “messages” is empty.',
      expect.stringMatching(/^bad-messages: /),
      expect.stringMatching(/^bad-character: /),
    ])
  })
})

it('tells how far it is, and stops between two pieces when aborted', async () => {
  const path = join(await temporaryFolder(), 'long.csv')
  await writeFile(path, `a,b\n${`${'x'.repeat(100)},y\n`.repeat(20_000)}`)
  const controller = new AbortController()
  const seen: number[] = []
  const lines = convert({ from: 'file', path }, plain, controller.signal, ({ fraction, rows }) => {
    seen.push(fraction)
    if (rows > 5000) controller.abort()
  })
  await expect(
    (async () => {
      for await (const line of lines) expect(line).toContain('Resolve: ')
    })(),
  ).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  expect(seen[0]).toBeGreaterThan(0)
  expect(seen.at(-1)).toBeLessThan(1)
})

it('says which column is not there, and where the file is', async () => {
  const path = join(await temporaryFolder(), 'a.csv')
  await writeFile(path, 'a,c\nx,y\n')
  await expect(converted({ from: 'file', path }, plain)).rejects.toMatchObject({
    failure: { code: 'bad-input', message: 'a.csv has no column “b”.', where: { file: path } },
  })
  await writeFile(path, 'a,b\nx,"y\n')
  await expect(converted({ from: 'file', path }, plain)).rejects.toMatchObject({ failure: { where: { file: path, line: 2 } } })
})

it('refuses a table without rows, a folder, and what is not there', async () => {
  const folder = await temporaryFolder()
  await expect(converted(pasted('a,b\n'), plain)).rejects.toMatchObject({ failure: { message: 'Pasted text has no rows.' } })
  await expect(converted({ from: 'file', path: folder }, plain)).rejects.toMatchObject({ failure: { code: 'file-is-folder' } })
  await expect(converted({ from: 'file', path: join(folder, 'no') }, plain)).rejects.toMatchObject({ failure: { code: 'not-found' } })
})

it('reads half a million Parquet rows group by group', async () => {
  const filename = join(await temporaryFolder(), 'many.parquet')
  const count = 500_000
  const data = (text: string) => Array.from({ length: count }, (_, index) => `${text} ${index % 1000}`)
  parquetWriteFile({
    filename,
    columnData: [
      { name: 'a', data: data('source') },
      { name: 'b', data: data('rewrite') },
    ],
    rowGroupSize: 50_000,
  })
  const lines = convert({ from: 'file', path: filename }, { ...plain, format: { kind: 'parquet' } }, new AbortController().signal)
  let read = 0
  let next = await lines.next()
  for (; !next.done; next = await lines.next()) read += next.value.includes(`source ${read % 1000}`) ? 1 : 0
  expect(read).toBe(count)
  expect(next.value).toEqual({ rows: count, converted: count, skipped: { count: 0, first: [] } })
})
