import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { parquetWriteFile } from 'hyparquet-writer'
import { expect, it } from 'vitest'
import { inspect } from '../../../../../electron/core/importing/inspect'
import { plainTemplate, seedTemplate } from '../../../../../electron/core/rows/prompt-template'
import { table } from '../../../../../electron/shared/importing'
import { temporaryFolder } from '../temporary-folder'
import { pairs, pasted } from './tables'

const rows = pairs.map((pair) => [...pair])

it('tells what each column holds', async () => {
  const text = stringify([
    ['no', 'story', 'text', 'resolved', 'note'],
    ...rows.map((pair, index) => [`${index}`, index < 2 ? 'a' : 'b', ...pair, index ? '' : 'x']),
  ])
  const found = table.parse(await inspect(pasted(text)))
  expect(found.columns.map(({ name, looksLike, filled }) => [name, looksLike, filled])).toEqual([
    ['no', 'id', 1],
    ['story', 'group', 1],
    ['text', 'source', 1],
    ['resolved', 'rewrite', 1],
    ['note', null, 0.25],
  ])
  expect(found.columns[1]).toMatchObject({ meanLength: 1, examples: ['a', 'b'] })
  expect(found.rows[0]).toEqual(['0', 'a', ...(rows[0] ?? []), 'x'])
  expect(found).toMatchObject({ kind: 'csv', rowCount: 4, notes: [], suggestion: { sure: 'sure', mapping: { group: 'story' } } })
})

it('finds source and rewrite by what they say where their names do not', async () => {
  const text = stringify([['Lösung', 'Satz'], ...rows.map(([source, rewrite]) => [rewrite, source])])
  expect((await inspect(pasted(text))).suggestion).toMatchObject({
    sure: 'likely',
    mapping: { rows: { source: 'Satz', rewrite: 'Lösung' }, format: { header: true } },
  })
})

it('suggests nothing for columns that have nothing to do with each other', async () => {
  const text = stringify([
    ['en', 'de'],
    ['The dog barks.', 'Der Hund bellt.'],
    ['It rains a lot.', 'Es regnet viel.'],
  ])
  expect(await inspect(pasted(text))).toMatchObject({ columns: [{ looksLike: null }, { looksLike: null }], suggestion: null })
})

it('adds no instruction to sources that have one', async () => {
  const text = rows
    .map(([source, rewrite]) => JSON.stringify({ prompt: `${plainTemplate.before}${source}`, completion: rewrite }))
    .join('\n')
  expect((await inspect(pasted(text))).suggestion?.mapping.rows).toMatchObject({
    before: '',
    system: { from: 'text', text: seedTemplate.system },
  })
})

it('takes a column of conversations as chat rows', async () => {
  const messages = [
    { role: 'user', content: 'x' },
    { role: 'assistant', content: 'y' },
  ]
  for (const value of [messages, JSON.stringify(messages)]) {
    const found = await inspect(pasted(`${JSON.stringify({ id: 1, messages: value })}\n`.repeat(3)))
    expect(found.suggestion).toMatchObject({ sure: 'sure', mapping: { rows: { from: 'messages', column: 'messages' } } })
    expect(found.columns[1]?.looksLike).toBe('messages')
  }
})

it('follows what the person chose', async () => {
  const text = stringify([['source', 'rewrite'], ...rows])
  const asRow = await inspect(pasted(text), { header: false })
  expect(asRow).toMatchObject({ rowCount: 5, columns: [{ name: 'Column 1' }, { name: 'Column 2' }] })
  expect((await inspect(pasted(text), { separator: ';' })).columns).toHaveLength(1)
  expect((await inspect(pasted('"a"\t"b"\n"c"\t"d"\n'), { quotes: false })).rows).toEqual([
    ['"a"', '"b"'],
    ['"c"', '"d"'],
  ])
  const path = join(await temporaryFolder(), 'a.csv')
  await writeFile(path, Buffer.from('source,rewrite\nZo\xeb left early,Zo\xeb went early\n', 'latin1'))
  expect(await inspect({ from: 'file', path })).toMatchObject({
    rows: [['Zoë left early', 'Zoë went early']],
    notes: [expect.stringContaining('Windows-1252')],
  })
  expect((await inspect({ from: 'file', path }, { encoding: 'utf-8' })).notes[0]).toBeUndefined()
})

it('shows the rows before a fault, and says what and where it is', async () => {
  const found = await inspect(pasted('source,rewrite\na b,a b\nc,d,e\n"x,y\n'))
  expect(found.rows).toEqual([['a b', 'a b']])
  expect(found.rowCount).toBeNull()
  expect(found.notes).toEqual([
    'One row among the first cannot be taken; line 3: The row has 3 cells, where the table has 2 columns.',
    'A quote in the row at line 4 of Pasted text is never closed. The rows can be taken over once that is mended.',
  ])
})

it('reads only the beginning of a long file, and cuts long cells', async () => {
  const path = join(await temporaryFolder(), 'long.csv')
  await writeFile(path, `source,rewrite\n${`${'𝄞'.repeat(3000)},y\n`.repeat(500)}`)
  const found = table.parse(await inspect({ from: 'file', path }))
  expect(found.rows).toHaveLength(20)
  expect(found.rowCount).toBeNull()
  expect(found.rows[0]?.[0]?.length).toBeLessThanOrEqual(2000)
  expect(found.rows[0]?.[0]).toMatch(/^(?:𝄞)+…$/u)
})

it('knows the rows of a Parquet file without reading them', async () => {
  const path = join(await temporaryFolder(), 'a.parquet')
  parquetWriteFile({
    filename: path,
    columnData: [
      { name: 'source', data: new Array(5000).fill('He left.') },
      { name: 'day', data: new Array(5000).fill(new Date(0)) },
    ],
    rowGroupSize: 1000,
  })
  expect(table.parse(await inspect({ from: 'file', path }))).toMatchObject({
    kind: 'parquet',
    rowCount: 5000,
    rows: { length: 20 },
    columns: [{ name: 'source' }, { examples: ['1970-01-01'] }],
  })
})
