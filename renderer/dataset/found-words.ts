import { everyRow, type RowQuery } from '../../electron/shared/dataset'
import { count, counted } from '../../electron/shared/quantities'
import type { RowsKnown } from './row-pages'

const isEvery = (query: RowQuery): boolean => questionOf(query) === questionOf(everyRow)

/** What is looked for, whatever the order: the same question has the same rows. */
export const questionOf = (query: RowQuery): string => JSON.stringify({ ...query, sort: everyRow.sort })

/** How many rows of all a query found so far; nothing where it looks for nothing. */
export function foundWords(query: RowQuery, { arrived, total, progress }: RowsKnown, rows: number): string {
  if (isEvery(query) || !arrived) return ''
  const share = progress < 1 ? ` · looked at ${Math.floor(progress * 100)} %` : ''
  return `${count(total)} of ${count(rows)}${share}`
}

/** What stands in place of rows where there are none. */
export function emptyWords(query: RowQuery, progress: number): string {
  if (isEvery(query)) return 'This dataset holds no rows yet. Add one, or paste some.'
  return progress < 1 ? 'Looking …' : 'No row is like that.'
}

/** What a query came to, once all rows were looked at; null before, and where it looks for nothing. */
export function outcomeWords(query: RowQuery, { arrived, total, progress, failure }: RowsKnown): string | null {
  if (isEvery(query) || !arrived || progress < 1 || failure !== null) return null
  return total === 0 ? emptyWords(query, progress) : `${counted(total, 'row')} found.`
}
