import type { Answer } from '../../electron/shared/contract'
import type { RowView } from '../../electron/shared/dataset'
import type { Failure } from '../../electron/shared/errors'

/** Rows fetched at a time. */
export const pageSize = 100

type Page = { readonly total: number; readonly progress: number; readonly rows: readonly RowView[] }

/** What is known of a list: how long it is, and its rows by place where they have arrived. */
export type RowsKnown = {
  readonly total: number
  /** Share of the dataset's rows that was looked at, 0–1; the list grows until it is 1. */
  readonly progress: number
  /** Whether anything has arrived: before, the total is only a guess. */
  readonly arrived: boolean
  readonly at: (place: number) => RowView | undefined
  readonly failure: Failure | null
}

/** A long list read in pages around what is in view. Old rows stay until newer ones are here. */
export type RowPages = {
  readonly known: () => RowsKnown
  /** Fetches what is missing of the places from `first` to `last`. */
  readonly ensure: (first: number, last: number) => void
  /** Puts a row that says something new in its place. */
  readonly put: (row: RowView) => void
  /** Marks every page as old, so that it is fetched again when next in view. */
  readonly expire: () => void
  readonly subscribe: (listener: () => void) => () => void
}

/** Rows as they were where they say the same, so that only what changed is drawn again. */
function keptWhereSame(before: readonly RowView[] | undefined, rows: readonly RowView[]): readonly RowView[] {
  if (before === undefined) return rows
  return rows.map((row, at) => {
    const old = before[at]
    return old !== undefined && JSON.stringify(old) === JSON.stringify(row) ? old : row
  })
}

/** Reads pages with `fetch`. The first page's answer says how many rows there are; before it, one place suffices to ask for it. */
export function createRowPages(fetch: (offset: number, limit: number) => Promise<Answer<Page>>): RowPages {
  const pages = new Map<number, { rows: readonly RowView[]; fresh: boolean }>()
  const asked = new Set<number>()
  const listeners = new Set<() => void>()
  let age = 0
  let total = 1
  let progress = 0
  let arrived = false
  let failure: Failure | null = null
  let current = view()

  /** Of this moment: what arrives later is in a later one. */
  function view(): RowsKnown {
    const seen = new Map(pages)
    return { total, progress, arrived, failure, at: (place) => seen.get(Math.floor(place / pageSize))?.rows[place % pageSize] }
  }
  const changed = () => {
    current = view()
    for (const listener of listeners) listener()
  }
  const read = async (page: number) => {
    asked.add(page)
    const asking = age
    const answer = await fetch(page * pageSize, pageSize)
    asked.delete(page)
    if (answer.ok) {
      failure = null
      arrived = true
      total = answer.value.total
      progress = answer.value.progress
      pages.set(page, { rows: keptWhereSame(pages.get(page)?.rows, answer.value.rows), fresh: asking === age })
    } else failure = answer.failure
    changed()
  }
  return {
    known: () => current,
    ensure: (first, last) => {
      for (let page = Math.floor(Math.max(0, first) / pageSize); page <= Math.floor(Math.max(0, last) / pageSize); page += 1) {
        if (pages.get(page)?.fresh !== true && !asked.has(page) && failure === null) void read(page)
      }
    },
    put: (row) => {
      for (const [page, { rows, fresh }] of pages) {
        if (rows.some((other) => other.id === row.id)) {
          pages.set(page, { rows: rows.map((other) => (other.id === row.id ? row : other)), fresh })
        }
      }
      changed()
    },
    expire: () => {
      age += 1
      failure = null
      for (const [page, { rows }] of pages) pages.set(page, { rows, fresh: false })
      changed()
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
