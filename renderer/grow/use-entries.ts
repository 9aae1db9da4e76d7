import { useEffect, useState } from 'react'
import type { Answer, Output } from '../../electron/shared/contract'
import type { ReviewFilter } from '../../electron/shared/growing'
import { request } from '../studio/client'

/** Candidates of a page. */
export const pageSize = 100

/** A page of candidates, as it was when `revision` was last heard; null before the first. */
export function useEntries(
  datasetId: string,
  show: ReviewFilter,
  offset: number,
  revision: number | null,
): Answer<Output<'grow.entries'>> | null {
  const [heard, setHeard] = useState<{ readonly of: string; readonly answer: Answer<Output<'grow.entries'>> } | null>(null)
  const of = JSON.stringify([datasetId, show, offset])
  useEffect(() => {
    void revision
    let wanted = true
    void request('grow.entries', { datasetId, show, offset, limit: pageSize }).then((answer) => {
      if (wanted) setHeard({ of, answer })
    })
    return () => {
      wanted = false
    }
  }, [datasetId, show, offset, revision, of])
  // What was there stays until the next is here, unless something else was asked.
  return heard !== null && heard.of === of ? heard.answer : null
}
