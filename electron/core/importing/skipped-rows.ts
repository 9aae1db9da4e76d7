import { type ConversionReport, maxSkippedRows, type SkippedRow } from '../../shared/importing'

/** Rows that were not converted: all counted, the first of them kept. */
export class SkippedRows {
  readonly #first: SkippedRow[] = []
  #count = 0

  /** How many there are. */
  get count(): number {
    return this.#count
  }

  /** Takes note of one. */
  add(row: SkippedRow): void {
    this.#count++
    if (this.#first.length < maxSkippedRows) this.#first.push(row)
  }

  /** What a report says of them. */
  report(): ConversionReport['skipped'] {
    return { count: this.#count, first: [...this.#first] }
  }
}
