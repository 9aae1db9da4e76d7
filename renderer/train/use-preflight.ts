import { useEffect } from 'react'
import type { DatasetSummary } from '../../electron/shared/dataset'
import { useStore } from '../studio/store'
import type { PreflightQuestion } from './preflight-slice'

/** Milliseconds without a change after which the settings are looked at: longer than people pause within a number. */
const patience = 350

/** Asks what a run would be, whenever the question or the dataset's rows have changed and hold, and over each new connection. Null asks nothing. */
export function usePreflight(question: PreflightQuestion | null, dataset: DatasetSummary | null): void {
  const ask = useStore((state) => state.askPreflight)
  const snapshots = useStore((state) => state.snapshots)
  // What is asked, not which object asks it.
  const asked = question === null ? null : JSON.stringify(question)
  // An edit of a row changes the dataset, not the question. What an answer adds to what is known of the rows must ask nothing.
  const rows = dataset === null ? '' : [dataset.usableRows, dataset.changes, dataset.epoch].join(' ')
  useEffect(() => {
    void rows
    void snapshots
    if (asked === null) {
      void ask(null)
      return
    }
    const timer = setTimeout(() => void ask(JSON.parse(asked)), patience)
    return () => clearTimeout(timer)
  }, [ask, asked, rows, snapshots])
  // Nobody looks at the answer any more.
  useEffect(() => () => void ask(null), [ask])
}
