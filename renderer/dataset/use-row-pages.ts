import { useEffect, useMemo, useRef, useSyncExternalStore } from 'react'
import type { DatasetSummary, RowQuery } from '../../electron/shared/dataset'
import { request } from '../studio/client'
import { useStore } from '../studio/store'
import { createRowPages, type RowPages, type RowsKnown } from './row-pages'

/** Milliseconds between two looks at a list that still grows. */
const growing = 400

/**
 * The rows that a query finds; fetched anew whenever something was done to them or a lost connection is back, and again and again while they
 * are still being looked at. The rows of the query before stay until the first of these are here; a failure stays only until it is asked again.
 */
export function useRowPages(dataset: DatasetSummary, query: RowQuery): { readonly pages: RowPages; readonly known: RowsKnown } {
  const { id, epoch, revision, checksSense, checking } = dataset
  const snapshots = useStore((state) => state.snapshots)
  const asked = JSON.stringify(query)
  const pages = useMemo(() => {
    void epoch
    return createRowPages((offset, limit) => request('dataset.rows', { datasetId: id, query: JSON.parse(asked), offset, limit }))
  }, [id, epoch, asked])
  const known = useSyncExternalStore(pages.subscribe, pages.known)
  const shown = useRef(known)
  if (known.arrived || known.failure !== null || shown.current.failure !== null) shown.current = known
  const version = `${revision} ${checksSense} ${checking?.phase} ${snapshots}`
  useEffect(() => {
    void version
    pages.expire()
  }, [pages, version])
  // What a query about problems finds grows as they are found.
  const grows = (known.arrived && known.progress < 1) || (checking !== null && query.problem !== null)
  useEffect(() => {
    if (!grows) return
    const timer = setInterval(() => pages.expire(), growing)
    return () => clearInterval(timer)
  }, [pages, grows])
  return { pages, known: shown.current }
}
