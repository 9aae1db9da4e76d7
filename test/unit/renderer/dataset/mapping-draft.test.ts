import { expect, it } from 'vitest'
import type { Mapping, Table } from '../../../../electron/shared/importing'
import { draftOfTable, mappingOf } from '../../../../renderer/dataset/mapping-draft'

const format = { kind: 'parquet' } as const
const tableOf = (suggestion: Table['suggestion']): Table => ({
  kind: 'parquet',
  name: 'rows.parquet',
  format,
  columns: [],
  rows: [],
  rowCount: 0,
  notes: [],
  suggestion,
})

it.each<Mapping['rows']>([
  { from: 'columns', source: 'a', rewrite: 'b', system: { from: 'none' }, before: 'Resolve: ' },
  { from: 'columns', source: 'a', rewrite: 'b', system: { from: 'text', text: 'You resolve.' }, before: '' },
  { from: 'columns', source: 'a', rewrite: 'b', system: { from: 'column', column: 'c' }, before: '' },
  { from: 'messages', column: 'chat' },
])('begins with what the table suggests: %j', (rows) => {
  const mapping = { format, rows, group: 'doc' }
  expect(mappingOf(draftOfTable(tableOf({ mapping, sure: 'sure' })), format)).toEqual(mapping)
})

it('is no mapping before two different columns are chosen', () => {
  const draft = draftOfTable(tableOf(null))
  expect(mappingOf(draft, format)).toBeNull()
  expect(mappingOf({ ...draft, source: 'a' }, format)).toBeNull()
  expect(mappingOf({ ...draft, source: 'a', rewrite: 'a' }, format)).toBeNull()
  expect(mappingOf({ ...draft, source: 'a', rewrite: 'b' }, format)?.rows).toMatchObject({ source: 'a', rewrite: 'b' })
})
