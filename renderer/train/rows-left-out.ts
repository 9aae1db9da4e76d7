import { count } from '../../electron/shared/quantities'
import type { KeptReport } from '../../electron/shared/training'

/** Most rows left out that are listed; the rest is counted. */
const mostNamed = 20

/** The rows left out that are listed, and how many more there are; the report itself names only the first of very many. */
export function rowsLeftOut({ skipped, skippedTrainRows, skippedValidRows }: KeptReport): {
  readonly named: KeptReport['skipped']
  readonly more: number
} {
  const named = skipped.slice(0, mostNamed)
  return { named, more: skippedTrainRows + skippedValidRows - named.length }
}

/** What a row left out is called: by its place in the dataset, where that is known, else by its line in the run's own file. */
export function nameOfLeftOut({ file, row, place }: KeptReport['skipped'][number]): string {
  if (place === undefined) return `${file}.jsonl, line ${count(row + 1)}`
  return file === 'valid' ? `Row ${count(place + 1)}, validation` : `Row ${count(place + 1)}`
}
