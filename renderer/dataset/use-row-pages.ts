import { useEffect, useMemo, useSyncExternalStore } from 'react'
import type { DatasetSummary } from '../../electron/shared/dataset'
import { request } from '../studio/client'
import type { RowFilter } from './dataset-slice'
import { createRowPages, type RowPages, type RowsKnown } from './row-pages'

/** The rows of a dataset under a filter; fetched anew whenever the dataset's counts move. */
export function useRowPages(dataset: DatasetSummary, only: RowFilter): { readonly pages: RowPages; readonly known: RowsKnown } {
  const { id } = dataset
  // The first page's answer says how many rows there are; before it, one place suffices to ask for it.
  const pages = useMemo(
    () => createRowPages(1, (offset, limit) => request('dataset.rows', { datasetId: id, offset, limit, only })),
    [id, only],
  )
  const revision = [dataset.rows, dataset.errors, dataset.warnings, dataset.unsavedRows].join(' ')
  // The counts are what makes pages old.
  useEffect(() => pages.expire(), [pages, revision])
  return { pages, known: useSyncExternalStore(pages.subscribe, pages.known) }
}
