import type { StateCreator } from 'zustand'
import type { Answer, Channel, Input, Output } from '../../electron/shared/contract'
import { type DataPart, everyRow, maxRowsByHand, type ProblemCode, type RowQuery, type RowSelection } from '../../electron/shared/dataset'
import type { Failure } from '../../electron/shared/errors'
import { request } from '../studio/client'
import { onMac } from '../studio/selectors'
import type { Store } from '../studio/store'
import { count, counted } from '../text/format'
import { noRows, toggled } from './row-choice'
import { keepTyped } from './row-drafts'

/** What stands beside the rows; `review` takes their place. */
export type DeskPanel = 'row' | 'split' | 'grow' | 'review'

/** How a row is shown: its turns, its line, or what a model makes of it. */
export type RowTab = 'text' | 'json' | 'model'

/** How a dataset is looked at. */
export type DeskView = {
  readonly query: RowQuery
  /** The row in the detail: its number, and its place in the dataset when it was chosen. */
  readonly cursor: { readonly id: number; readonly index: number } | null
  /** Rows that something can be done to at once. */
  readonly chosen: RowSelection
  /** Place in the list to bring into view; another object each time that it is wanted. */
  readonly reveal: { readonly place: number } | null
  readonly panel: DeskPanel
  /** Null lets the row decide. */
  readonly tab: RowTab | null
}

/** How a dataset is looked at first. */
export const firstView: DeskView = { query: everyRow, cursor: null, chosen: noRows, reveal: null, panel: 'row', tab: null }

/** Looking at datasets, and everything that is done to their rows. */
export type DeskSlice = {
  readonly views: Readonly<Record<string, DeskView>>
  readonly deskFailure: Failure | null
  readonly lookAt: (datasetId: string, change: Partial<DeskView>) => void
  /** Finds rows: only the parts of the query that are given change. */
  readonly find: (datasetId: string, change: Partial<RowQuery>) => void
  /** Shows the row at a place of the dataset, among all of its rows. */
  readonly openRow: (datasetId: string, index: number) => Promise<void>
  /** Shows a row in the list as it is, or among all rows where it is not in it. */
  readonly showRow: (datasetId: string, row: { readonly id: number; readonly index: number }) => Promise<void>
  /** Chooses what stands between two places of the list, with `row` at the second. */
  readonly chooseRange: (datasetId: string, row: { readonly id: number; readonly index: number }, from: number, to: number) => Promise<void>
  /** Puts a row into the choice or takes it out, after a range that is still being found. */
  readonly toggleRow: (datasetId: string, row: { readonly id: number; readonly index: number }) => Promise<void>
  readonly walkProblems: (datasetId: string, direction: 'next' | 'previous') => Promise<void>
  readonly removeRows: (datasetId: string, rows: RowSelection) => Promise<void>
  readonly duplicateRows: (datasetId: string, rows: RowSelection) => Promise<void>
  readonly assignRows: (datasetId: string, rows: RowSelection, part: DataPart | null) => Promise<void>
  readonly revertRows: (datasetId: string, rows: RowSelection) => Promise<void>
  /** Null mends every row that has the problem. */
  readonly mendRows: (datasetId: string, code: ProblemCode, rows: RowSelection | null) => Promise<void>
  readonly addRow: (datasetId: string) => Promise<void>
  readonly undo: (datasetId: string) => Promise<void>
  readonly redo: (datasetId: string) => Promise<void>
  readonly checkSense: (datasetId: string, wanted: boolean) => Promise<void>
  /** The rows have got other numbers: what is looked at is found by its place. */
  readonly renumbered: (datasetId: string) => Promise<void>
  readonly failDesk: (failure: Failure) => void
  readonly dismissDeskFailure: () => void
}

export const deskSlice: StateCreator<Store, [], [], DeskSlice> = (set, get) => {
  const view = (datasetId: string) => get().views[datasetId] ?? firstView
  /** The range that is being found; null where none is. What comes meanwhile waits for it, or it would be lost. */
  let range: Promise<unknown> | null = null
  /** Asks once everything typed is kept, so that it is done to the rows as they are on the screen. Null where it failed. */
  const ask = async <C extends Channel>(channel: C, input: Input<C>): Promise<Output<C> | null> => {
    await keepTyped()
    const answer: Answer<Output<C>> = await request(channel, input)
    set({ deskFailure: answer.ok ? null : answer.failure })
    return answer.ok ? answer.value : null
  }
  const chooseAt = async (datasetId: string, place: number) => {
    const found = await ask('dataset.rows', { datasetId, query: view(datasetId).query, offset: Math.max(0, place), limit: 1 })
    const row = found?.rows[0]
    const cursor = row === undefined ? null : { id: row.id, index: row.index }
    get().lookAt(datasetId, { cursor, chosen: cursor === null ? noRows : { of: 'rows', ids: [cursor.id] }, reveal: { place } })
  }
  return {
    views: {},
    deskFailure: null,
    lookAt: (datasetId, change) =>
      set(({ views }) => ({ views: { ...views, [datasetId]: { ...(views[datasetId] ?? firstView), ...change } } })),
    find: (datasetId, change) => {
      const { query } = view(datasetId)
      get().lookAt(datasetId, { query: { ...query, ...change }, chosen: noRows, reveal: null })
    },
    openRow: async (datasetId, index) => {
      get().go({ screen: 'dataset', subject: datasetId })
      const found = await ask('dataset.at', { datasetId, place: index })
      if (found === null || found.id === null) return
      get().lookAt(datasetId, { query: everyRow, panel: 'row' })
      await get().showRow(datasetId, { id: found.id, index })
    },
    showRow: async (datasetId, { id, index }) => {
      const found = await ask('dataset.placeOf', { datasetId, query: view(datasetId).query, id })
      if (found === null) return
      const { query } = view(datasetId)
      get().lookAt(datasetId, {
        query: found.place === null ? everyRow : query,
        cursor: { id, index },
        chosen: { of: 'rows', ids: [id] },
        reveal: { place: found.place ?? index },
        panel: 'row',
      })
    },
    chooseRange: async (datasetId, row, from, to) => {
      const span = Math.abs(to - from) + 1
      const limit = Math.min(span, maxRowsByHand)
      const offset = from <= to ? from : to + (span - limit)
      const asked = ask('dataset.ids', { datasetId, query: view(datasetId).query, offset, limit })
      range = asked
      const found = await asked
      if (range === asked) range = null
      if (found !== null) get().lookAt(datasetId, { cursor: row, chosen: { of: 'rows', ids: found.ids } })
      if (span > limit) get().announce(`At most ${count(limit)} rows are chosen one by one; ${onMac(get()) ? '⌘A' : 'Ctrl+A'} chooses all.`)
    },
    toggleRow: async (datasetId, row) => {
      if (range !== null) await range
      get().lookAt(datasetId, { cursor: row, chosen: toggled(view(datasetId).chosen, row.id) })
    },
    walkProblems: async (datasetId, direction) => {
      const found = await ask('dataset.problemFrom', { datasetId, from: view(datasetId).cursor?.id ?? null, direction })
      if (found === null) return
      if (found.row === null) return get().announce(direction === 'next' ? 'No further problem.' : 'No earlier problem.')
      await get().showRow(datasetId, found.row)
    },
    removeRows: async (datasetId, rows) => {
      const { query, cursor } = view(datasetId)
      const first = rows.of === 'rows' ? rows.ids[0] : undefined
      const id = first ?? cursor?.id
      const here = id === undefined ? null : await ask('dataset.placeOf', { datasetId, query, id })
      const done = await ask('dataset.remove', { datasetId, selection: rows })
      if (done === null) return
      await chooseAt(datasetId, here?.place ?? 0)
      get().announce(`${counted(done.rows, 'row')} deleted.`)
    },
    duplicateRows: async (datasetId, rows) => {
      const done = await ask('dataset.duplicate', { datasetId, selection: rows })
      if (done === null) return
      get().lookAt(datasetId, { chosen: { of: 'rows', ids: done.ids } })
      get().announce(`${counted(done.ids.length, 'row')} added.`)
    },
    assignRows: async (datasetId, rows, part) => {
      const done = await ask('dataset.assign', { datasetId, selection: rows, part })
      if (done !== null) get().announce(`${counted(done.rows, 'row')} moved.`)
    },
    revertRows: async (datasetId, rows) => {
      const done = await ask('dataset.revert', { datasetId, selection: rows })
      if (done !== null) get().announce(`${counted(done.rows, 'row')} as the file holds ${done.rows === 1 ? 'it' : 'them'}.`)
    },
    mendRows: async (datasetId, code, rows) => {
      const done = await ask('dataset.mend', { datasetId, code, selection: rows })
      if (done !== null) get().announce(`${counted(done.rows, 'row')} mended.`)
    },
    addRow: async (datasetId) => {
      const after = view(datasetId).cursor?.id ?? null
      const done = await ask('dataset.addPair', { datasetId, source: '', rewrite: '', after })
      if (done === null) return
      const found = await ask('dataset.row', { datasetId, id: done.id })
      if (found === null) return
      get().lookAt(datasetId, { query: everyRow, tab: 'text' })
      await get().showRow(datasetId, found.row)
    },
    undo: async (datasetId) => {
      const done = await ask('dataset.undo', { datasetId })
      if (done !== null) get().announce(done.label === null ? 'Nothing to undo.' : `Undone: ${done.label}.`)
    },
    redo: async (datasetId) => {
      const done = await ask('dataset.redo', { datasetId })
      if (done !== null) get().announce(done.label === null ? 'Nothing to redo.' : `Done again: ${done.label}.`)
    },
    checkSense: async (datasetId, wanted) => {
      await ask('dataset.checkSense', { datasetId, wanted })
    },
    renumbered: async (datasetId) => {
      const { cursor } = view(datasetId)
      get().lookAt(datasetId, { chosen: noRows, cursor: null })
      if (cursor === null) return
      const found = await ask('dataset.at', { datasetId, place: cursor.index })
      if (found !== null && found.id !== null) get().lookAt(datasetId, { cursor: { id: found.id, index: cursor.index } })
    },
    failDesk: (failure) => set({ deskFailure: failure }),
    dismissDeskFailure: () => set({ deskFailure: null }),
  }
}
