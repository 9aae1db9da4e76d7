import { useEffect, useSyncExternalStore } from 'react'
import type { DatasetSummary } from '../../electron/shared/dataset'
import { request } from '../studio/client'
import type { RowAtHand, RowDraft } from './row-draft'
import { draftOf } from './row-drafts'

/** A row in the detail, read anew whenever the dataset has changed. */
export function useRow(dataset: DatasetSummary, id: number): { readonly draft: RowDraft; readonly atHand: RowAtHand } {
  const { id: datasetId, epoch, revision, checksSense, checking } = dataset
  const { draft, subscribe } = draftOf(datasetId, epoch, id)
  const atHand = useSyncExternalStore(subscribe, () => draft.atHand)
  const version = `${revision} ${checksSense} ${checking?.phase}`
  useEffect(() => {
    // What is wrong with the row depends on others, and on what is looked at.
    void version
    let wanted = true
    void request('dataset.row', { datasetId, id }).then((answer) => {
      if (wanted) draft.take(answer)
    })
    return () => {
      wanted = false
    }
  }, [datasetId, id, draft, version])
  return { draft, atHand }
}
