import type { Answer } from '../../electron/shared/contract'
import type { RowView } from '../../electron/shared/dataset'
import { request } from '../studio/client'

const step = 500

/** The next row with a problem after (or the last before) the row `from`; null when there is none. Reads pages until one is found. */
export async function findProblem(datasetId: string, from: number, direction: 'next' | 'previous'): Promise<Answer<RowView | null>> {
  let previous: RowView | null = null
  for (let offset = 0; ; offset += step) {
    const answer = await request('dataset.rows', { datasetId, offset, limit: step, only: 'problems' })
    if (!answer.ok) return answer
    for (const row of answer.value.rows) {
      if (direction === 'next' && row.index > from) return { ok: true, value: row }
      if (direction === 'previous' && row.index >= from) return { ok: true, value: previous }
      previous = row
    }
    if (offset + step >= answer.value.total) return { ok: true, value: direction === 'next' ? null : previous }
  }
}
