import type { Answer, Output } from '../../electron/shared/contract'
import type { ReviewFilter } from '../../electron/shared/growing'
import { useAnswer } from '../studio/use-answer'

/** Candidates of a page. */
export const pageSize = 100

/** A page of candidates, as it was when `revision` was last heard; null before the first. */
export function useEntries(
  datasetId: string,
  show: ReviewFilter,
  offset: number,
  revision: number | null,
): Answer<Output<'grow.entries'>> | null {
  return useAnswer('grow.entries', { datasetId, show, offset, limit: pageSize }, revision)
}
