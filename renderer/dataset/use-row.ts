import { useEffect, useSyncExternalStore } from 'react'
import type { DatasetSummary } from '../../electron/shared/dataset'
import { request } from '../studio/client'
import { useStore } from '../studio/store'
import type { RowAtHand, RowDraft } from './row-draft'
import { draftOf } from './row-drafts'

/** A row in the detail, read anew whenever the dataset has changed or a lost connection is back. */
export function useRow(dataset: DatasetSummary, id: number): { readonly draft: RowDraft; readonly atHand: RowAtHand } {
  const { id: datasetId, revision, checksSense, checking } = dataset
  const { draft, subscribe } = draftOf(datasetId, id)
  const fail = useStore((state) => state.failDesk)
  const atHand = useSyncExternalStore(subscribe, () => draft.atHand)
  const snapshots = useStore((state) => state.snapshots)
  const version = `${revision} ${checksSense} ${checking?.phase} ${snapshots}`
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
  // Where its row is left, nothing else would say that something typed is not kept.
  useEffect(
    () => () =>
      void draft.flush().then((isKept) => {
        const { failure } = draft.atHand
        if (!isKept && failure !== null) fail({ ...failure, message: `What was typed in a row is not kept. ${failure.message}` })
      }),
    [draft, fail],
  )
  return { draft, atHand }
}
