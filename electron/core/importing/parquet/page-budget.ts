import { ParquetFault } from './parquet-fault'

/** Most bytes of pages that are held at a time, of all columns that are read together. */
const maxHeldBytes = 384 * 1024 * 1024

/** Adds up what the columns of a row group hold, by their declared lengths, before it is made. */
export class PageBudget {
  readonly #held = new Map<object, number>()

  /** A column is about to hold so many bytes in place of what it held. Throws a `ParquetFault` for too many. */
  hold(column: object, bytes: number): void {
    this.#held.set(column, bytes)
    let sum = 0
    for (const held of this.#held.values()) sum += held
    if (sum > maxHeldBytes) throw new ParquetFault('too-large', `its pages need more than ${maxHeldBytes / 1024 / 1024} MiB at a time`)
  }

  /** A column holds nothing more. */
  release(column: object): void {
    this.#held.delete(column)
  }
}
