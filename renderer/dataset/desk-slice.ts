import type { StateCreator } from 'zustand'
import type { Answer, Channel, Input, Output } from '../../electron/shared/contract'
import {
  type DataPart,
  everyRow,
  maxRowsByHand,
  type ProblemCode,
  type RowQuery,
  type RowSelection,
  worstFirst,
} from '../../electron/shared/dataset'
import type { Failure } from '../../electron/shared/errors'
import type { ModelRef } from '../../electron/shared/model'
import { count, counted } from '../../electron/shared/quantities'
import { newId, request } from '../studio/client'
import { without } from '../studio/projection'
import { onMac } from '../studio/selectors'
import type { Store } from '../studio/store'
import { noRows, toggled } from './row-choice'
import { keepTyped, rowAtHand } from './row-drafts'

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

const noRowSeen = { cursor: null, chosen: noRows, reveal: null } as const

/** How a dataset is looked at first. */
export const firstView: DeskView = { query: everyRow, ...noRowSeen, panel: 'row', tab: null }

/** Looking at datasets, and everything that is done to their rows. */
export type DeskSlice = {
  readonly views: Readonly<Record<string, DeskView>>
  readonly deskFailure: Failure | null
  /** What `job.cancel` takes of each dataset whose tokens are being counted, by dataset id. */
  readonly counting: Readonly<Record<string, string>>
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
  /** Passed over while rows are still being deleted. */
  readonly removeRows: (datasetId: string, rows: RowSelection) => Promise<void>
  readonly duplicateRows: (datasetId: string, rows: RowSelection) => Promise<void>
  readonly assignRows: (datasetId: string, rows: RowSelection, part: DataPart | null) => Promise<void>
  readonly revertRows: (datasetId: string, rows: RowSelection) => Promise<void>
  /** Null mends every row that has the problem. */
  readonly mendRows: (datasetId: string, code: ProblemCode, rows: RowSelection | null) => Promise<void>
  readonly addRow: (datasetId: string) => Promise<void>
  readonly undo: (datasetId: string) => Promise<void>
  readonly redo: (datasetId: string) => Promise<void>
  /** Counts every row's tokens by a model's tokenizer; `longest` is where a row would be cut. */
  readonly countTokens: (datasetId: string, model: ModelRef, longest: number) => Promise<void>
  readonly checkSense: (datasetId: string, wanted: boolean) => Promise<void>
  /** The dataset was opened anew: the row that is looked at is found by its place, unless something typed in it could not be kept. */
  readonly renumbered: (datasetId: string) => Promise<void>
  /** The dataset is closed: when it is opened again, its numbers may mean other rows. */
  readonly forgetRows: (datasetId: string) => void
  readonly failDesk: (failure: Failure) => void
  readonly dismissDeskFailure: () => void
}

export const deskSlice: StateCreator<Store, [], [], DeskSlice> = (set, get) => {
  const view = (datasetId: string) => get().views[datasetId] ?? firstView
  /** The range that is being found; null where none is. What comes meanwhile waits for it, or it would be lost. */
  let range: Promise<unknown> | null = null
  /** Grows with every choice but those of ranges and of single rows put in or taken out. */
  let choices = 0
  const show: DeskSlice['lookAt'] = (datasetId, change) =>
    set(({ views }) => ({ views: { ...views, [datasetId]: { ...(views[datasetId] ?? firstView), ...change } } }))
  /** Asks once everything typed is kept, so that it is done to the rows as they are on the screen. Null where it failed. */
  const ask = async <C extends Channel>(channel: C, input: Input<C>): Promise<Output<C> | null> => {
    await keepTyped()
    const answer: Answer<Output<C>> = await request(channel, input)
    set({ deskFailure: answer.ok ? null : answer.failure })
    return answer.ok ? answer.value : null
  }
  /** Datasets that rows are being taken out of: a key that is held does not take out others than those it was pressed for. */
  const removing = new Set<string>()
  const remove = async (datasetId: string, rows: RowSelection) => {
    const { query, cursor, chosen } = view(datasetId)
    const first = rows.of === 'rows' ? rows.ids[0] : undefined
    const id = first ?? cursor?.id
    const here = id === undefined ? null : await ask('dataset.placeOf', { datasetId, query, id })
    const done = await ask('dataset.remove', { datasetId, selection: rows })
    if (done === null) return
    const place = done.rows === 0 ? null : (here?.place ?? null)
    const found = place === null ? null : await ask('dataset.rows', { datasetId, query: view(datasetId).query, offset: place, limit: 1 })
    const next = found?.rows[0]
    const movedUp: Partial<DeskView> =
      place === null || next === undefined
        ? { cursor: null, chosen: noRows }
        : { cursor: { id: next.id, index: next.index }, chosen: { of: 'rows', ids: [next.id] }, reveal: { place } }
    // What was chosen meanwhile stays.
    if (view(datasetId).chosen === chosen) get().lookAt(datasetId, movedUp)
    get().announce(`${counted(done.rows, 'row')} deleted.`)
  }
  return {
    views: {},
    deskFailure: null,
    counting: {},
    lookAt: (datasetId, change) => {
      if (change.chosen !== undefined) choices += 1
      show(datasetId, change)
    },
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
      const before = choices
      const asked = ask('dataset.ids', { datasetId, query: view(datasetId).query, offset, limit })
      range = asked
      const found = await asked
      if (range === asked) range = null
      // What was chosen, or looked for, meanwhile stays.
      if (before !== choices) return
      if (found !== null) {
        show(datasetId, { cursor: row, chosen: { of: 'rows', ids: found.ids } })
        get().announce(`${counted(found.ids.length, 'row')} chosen.`)
      }
      if (span > limit) get().announce(`At most ${count(limit)} rows are chosen one by one; ${onMac(get()) ? '⌘A' : 'Ctrl+A'} chooses all.`)
    },
    toggleRow: async (datasetId, row) => {
      if (range !== null) await range
      show(datasetId, { cursor: row, chosen: toggled(view(datasetId).chosen, row.id) })
    },
    walkProblems: async (datasetId, direction) => {
      const found = await ask('dataset.problemFrom', { datasetId, from: view(datasetId).cursor?.id ?? null, direction })
      if (found === null) return
      if (found.row === null) return get().announce(direction === 'next' ? 'No further problem.' : 'No earlier problem.')
      await get().showRow(datasetId, found.row)
      get().announce(`Row ${count(found.row.index + 1)}: ${worstFirst(found.row.problems)[0]?.message ?? ''}`)
    },
    removeRows: async (datasetId, rows) => {
      if (removing.has(datasetId)) return
      removing.add(datasetId)
      await remove(datasetId, rows).finally(() => removing.delete(datasetId))
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
      get().announce(`Row ${count(found.row.index + 1)} is added.`)
    },
    undo: async (datasetId) => {
      const done = await ask('dataset.undo', { datasetId })
      if (done !== null) get().announce(done.label === null ? 'Nothing to undo.' : `Undone: ${done.label}.`)
    },
    redo: async (datasetId) => {
      const done = await ask('dataset.redo', { datasetId })
      if (done !== null) get().announce(done.label === null ? 'Nothing to redo.' : `Done again: ${done.label}.`)
    },
    countTokens: async (datasetId, model, longest) => {
      if (get().counting[datasetId] !== undefined) return
      const requestId = newId()
      set(({ counting }) => ({ counting: { ...counting, [datasetId]: requestId } }))
      const answer = await request('dataset.measure', { requestId, datasetId, model, longest })
      get().forget(requestId)
      set(({ counting }) => ({ counting: without(counting, datasetId) }))
      if (answer.ok) get().announce('The tokens are counted.')
      else if (answer.failure.code !== 'cancelled') get().failDesk(answer.failure)
    },
    checkSense: async (datasetId, wanted) => {
      await ask('dataset.checkSense', { datasetId, wanted })
    },
    renumbered: async (datasetId) => {
      const { cursor } = view(datasetId)
      const row = cursor === null ? null : rowAtHand(datasetId, cursor.id)
      if (row !== null && row.pending.size > 0) return get().lookAt(datasetId, { chosen: noRows })
      get().forgetRows(datasetId)
      if (cursor === null) return
      const index = row?.detail?.row.index ?? cursor.index
      const found = await ask('dataset.at', { datasetId, place: index })
      if (found !== null && found.id !== null) get().lookAt(datasetId, { cursor: { id: found.id, index } })
    },
    forgetRows: (datasetId) => get().lookAt(datasetId, noRowSeen),
    failDesk: (failure) => set({ deskFailure: failure }),
    dismissDeskFailure: () => set({ deskFailure: null }),
  }
}
