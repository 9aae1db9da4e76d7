import { useEffect } from 'react'
import type { DatasetSummary } from '../../electron/shared/dataset'
import { useStore } from '../studio/store'
import type { PreflightQuestion } from './preflight-slice'

/** Milliseconds without a change after which the settings are looked at: longer than people pause within a number. */
const patience = 350

/** Asks what a run would be, whenever the question or the dataset's rows have changed and hold. Null asks nothing. */
export function usePreflight(question: PreflightQuestion | null, dataset: DatasetSummary | null): void {
  const ask = useStore((state) => state.askPreflight)
  // What is asked, not which object asks it.
  const asked = question === null ? null : JSON.stringify(question)
  // An edit of a row changes the dataset's counts, not the question.
  const revision = dataset === null ? '' : [dataset.usableRows, dataset.revision, dataset.epoch].join(' ')
  useEffect(() => {
    void revision
    if (asked === null) {
      void ask(null)
      return
    }
    const timer = setTimeout(() => void ask(JSON.parse(asked)), patience)
    return () => clearTimeout(timer)
  }, [ask, asked, revision])
  // Nobody looks at the answer any more.
  useEffect(() => () => void ask(null), [ask])
}
