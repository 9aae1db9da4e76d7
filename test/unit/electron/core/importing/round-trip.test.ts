import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'csv-stringify/sync'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { expect, it } from 'vitest'
import { inspect } from '../../../../../electron/core/importing/inspect'
import { seedTemplate } from '../../../../../electron/core/rows/prompt-template'
import { table } from '../../../../../electron/shared/importing'
import { temporaryFolder } from '../temporary-folder'
import { convertedAsSuggested, pairs, pairsOf, pasted } from './tables'

const header = ['source', 'rewrite', 'doc_id']
const rows = pairs.map(([source, rewrite], index) => [source, rewrite, index < 2 ? 'd1' : 'd2'])
const oneLine = pairs.map((pair) => pair.map((text) => text.replaceAll('\n', ' ')))
const objects = rows.map(([source, rewrite, doc_id]) => ({ source, rewrite, doc_id }))

const files: Record<string, string | Uint8Array> = {
  'a.csv': stringify([header, ...rows]),
  'semicolons.csv': stringify([header, ...rows], { delimiter: ';' }),
  'bars.txt': stringify([header, ...rows], { delimiter: '|', quoted: true }),
  'a.tsv': stringify([header, ...rows], { delimiter: '\t' }),
  'windows.csv': stringify([header, ...rows], { record_delimiter: '\r\n', bom: true }),
  'utf16.csv': Buffer.from(`\ufeff${stringify([header, ...rows])}`, 'utf16le'),
  'utf16be.csv': Buffer.from(`\ufeff${stringify([header, ...rows])}`, 'utf16le').swap16(),
  'a.jsonl': objects.map((object) => `${JSON.stringify(object)}\n`).join(''),
  'a.json': JSON.stringify(objects),
  'pretty.json': JSON.stringify(objects, null, 2),
  'held.json': JSON.stringify({ version: 1, meta: [{ a: 1 }], data: objects, after: { x: [] } }, null, 1),
  'a.parquet': new Uint8Array(
    parquetWriteBuffer({ columnData: header.map((name, column) => ({ name, data: rows.map((row) => row[column] ?? '') })) }),
  ),
}

it.each(Object.keys(files))('%s comes back row by row as it was written', async (name) => {
  const path = join(await temporaryFolder(), name)
  await writeFile(path, files[name] ?? '')
  const { rows: made, report, suggestion } = await convertedAsSuggested({ from: 'file', path })
  expect(suggestion.sure).toBe('sure')
  expect(suggestion.mapping.group).toBe('doc_id')
  expect(pairsOf(made, seedTemplate.before)).toEqual(pairs)
  expect(made[0]).toMatchObject({
    messages: [{ role: 'system', content: seedTemplate.system }, { role: 'user' }, { role: 'assistant' }],
    group: 'd1',
  })
  expect(report).toEqual({ rows: 4, converted: 4, skipped: { count: 0, first: [] } })
})

it.each([
  ['tabs', oneLine.map((pair) => pair.join('\t')).join('\n'), 'pairs'],
  ['bars', oneLine.map((pair) => pair.join(' ||| ')).join('\r\n'), 'pairs'],
  ['two columns without a header', stringify(pairs.map((pair) => [...pair])), 'csv'],
])('pasted pairs with %s come back', async (_, text, kind) => {
  const source = pasted(text)
  expect(table.parse(await inspect(source))).toMatchObject({
    kind,
    rowCount: 4,
    columns: [{ name: 'Column 1', looksLike: 'source' }, { looksLike: 'rewrite' }],
  })
  const { rows: made } = await convertedAsSuggested(source)
  expect(pairsOf(made, seedTemplate.before)).toEqual(kind === 'pairs' ? oneLine : pairs)
})

it('a pasted table is the same as a file', async () => {
  for (const name of ['a.csv', 'a.tsv', 'a.jsonl', 'a.json', 'held.json']) {
    const { rows: made } = await convertedAsSuggested(pasted(String(files[name])))
    expect(pairsOf(made, seedTemplate.before)).toEqual(pairs)
  }
})
