import { beforeEach, expect, it } from 'vitest'
import type { Mapping, Table } from '../../../../electron/shared/importing'
import { useStore } from '../../../../renderer/studio/store'
import { datasetSummary, snapshot } from '../figures'
import { answered, answeringHost, type Call } from '../studio/answering-host'

const format = { kind: 'parquet' } as const
const table = (name: string): Table => ({
  kind: 'parquet',
  name,
  format,
  columns: [],
  rows: [],
  rowCount: 1,
  suggestion: null,
  notes: [],
})
const mapping: Mapping = { format, rows: { from: 'messages', column: 'm' }, group: null }
const begin = (name: string) => state().beginImport({ from: 'file', handle: name }, table(name))
const made = (id: string, skipped: number) => answered({ dataset: datasetSummary({ id }), skipped: { rows: skipped, examples: [] } })

const state = () => useStore.getState()
const asked = () => state().imports.map(({ table: { name } }) => name)
let calls: readonly Call[]
beforeEach(async () => {
  calls = await answeringHost()
  state().loadSnapshot(snapshot())
  useStore.setState({ imports: [], skipped: {} })
})

it('asks about tables that were opened at once one after another', async () => {
  begin('a.csv')
  begin('b.csv')
  expect(asked()).toEqual(['a.csv', 'b.csv'])
  await state().endImport()
  expect(asked()).toEqual(['b.csv'])
  await state().endImport()
  expect(asked()).toEqual([])
})

it('goes on asking about a table that was opened while another was taken over', async () => {
  begin('a.csv')
  void state().importTable(mapping, 'a')
  begin('b.csv')
  expect(calls[0]?.input).toMatchObject({ source: { handle: 'a.csv' }, name: 'a' })
  await calls[0]?.answer(made('d-a', 0))
  expect(state()).toMatchObject({ imports: [{ table: { name: 'b.csv' }, running: null, failure: null }], datasetId: 'd-a' })
})

it('keeps a reading that comes late from the next table', async () => {
  begin('a.csv')
  begin('b.csv')
  void state().readTableAs({ separator: ';' })
  await state().endImport()
  await calls[0]?.answer(answered({ kind: 'table', table: table('a.csv') }))
  expect(state().imports).toMatchObject([{ table: { name: 'b.csv' }, choices: {} }])
})

it('reads a table as all that was chosen says, whichever reading comes last, and makes no dataset of an older one', async () => {
  begin('a.csv')
  void state().readTableAs({ separator: ';' })
  void state().readTableAs({ header: false })
  expect(calls).toMatchObject([{ input: { choices: { separator: ';' } } }, { input: { choices: { separator: ';', header: false } } }])
  await state().importTable(mapping, 'a')
  expect(calls).toHaveLength(2)
  await calls[1]?.answer(answered({ kind: 'table', table: table('second.csv') }))
  await calls[0]?.answer(answered({ kind: 'table', table: table('first.csv') }))
  expect(state().imports).toMatchObject([{ table: { name: 'second.csv' }, choices: { separator: ';', header: false }, reading: false }])
})

it('goes back to the reading that there was where another fails', async () => {
  begin('a.csv')
  void state().readTableAs({ separator: ';' })
  await calls[0]?.answer({ ok: false, failure: { code: 'bad-input', message: 'It is not read so.' } })
  expect(state().imports).toMatchObject([{ choices: {}, reading: false, failure: { code: 'bad-input' } }])
})

it('tells of each table which rows were left out', async () => {
  begin('a.csv')
  begin('b.csv')
  void state().importTable(mapping, 'a')
  await calls[0]?.answer(made('d-a', 3))
  void state().importTable(mapping, 'b')
  await calls[1]?.answer(made('d-b', 2))
  expect(state().skipped).toMatchObject({ 'd-a': { rows: 3 }, 'd-b': { rows: 2 } })
  state().dismissSkipped('d-b')
  expect(Object.keys(state().skipped)).toEqual(['d-a'])
})
