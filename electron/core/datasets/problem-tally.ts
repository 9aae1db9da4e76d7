import type { Problem } from '../../shared/dataset'

/** The problems of a dataset's rows and what they add up to, kept along with them: an edit of one row must not count all others. */
export class ProblemTally {
  readonly #problems = new Map<number, readonly Problem[]>()
  #counts = { errors: 0, warnings: 0, unusableRows: 0 }
  /** Rows with problems in the order of the file; null when it has to be made anew. */
  #rows: readonly number[] | null = null

  /** How many problems there are, and how many rows cannot be trained on for them. */
  get counts(): { readonly errors: number; readonly warnings: number; readonly unusableRows: number } {
    return this.#counts
  }

  /** Rows that have problems, in the order of the file. */
  get rows(): readonly number[] {
    this.#rows ??= [...this.#problems.keys()].sort((a, b) => a - b)
    return this.#rows
  }

  /** What is wrong with one row. */
  of(row: number): readonly Problem[] {
    return this.#problems.get(row) ?? []
  }

  /** Takes note of all that is wrong with one row, in place of what was. */
  note(row: number, problems: readonly Problem[]): void {
    const before = this.of(row)
    this.#count(before, -1)
    this.#count(problems, 1)
    if (before.length > 0 !== problems.length > 0) this.#rows = null
    if (problems.length > 0) this.#problems.set(row, problems)
    else this.#problems.delete(row)
  }

  /** Forgets rows from this one on. */
  forgetFrom(first: number): void {
    for (const row of [...this.#problems.keys()]) if (row >= first) this.note(row, [])
  }

  #count(problems: readonly Problem[], sign: 1 | -1): void {
    const errors = problems.filter(({ severity }) => severity === 'error').length
    this.#counts.errors += sign * errors
    this.#counts.warnings += sign * (problems.length - errors)
    if (errors > 0) this.#counts.unusableRows += sign
  }
}

/** Whether any of these makes a row unusable for training. */
export function hasError(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error')
}
