import type { DataReport } from '../../electron/shared/training'

/** Most rows left out that are listed; the rest is counted. */
const mostNamed = 20

/** The rows left out that are listed, and how many more there are; the report itself names only the first of very many. */
export function rowsLeftOut({ skipped, skippedTrainRows, skippedValidRows }: DataReport): {
  readonly named: DataReport['skipped']
  readonly more: number
} {
  const named = skipped.slice(0, mostNamed)
  return { named, more: skippedTrainRows + skippedValidRows - named.length }
}
