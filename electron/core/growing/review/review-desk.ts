import type { Candidate, Decision, GrowState, ReviewEntry, ReviewFilter, ShownEntry, UndoneRow } from '../../../shared/growing'
import type { Comparison } from '../../../shared/resolution'
import { compare } from '../../alignment/edits'
import type { DatasetRows } from '../dataset-rows'
import type { ReviewedPair, ReviewQueue } from './review-queue'

/** What a person decides about candidates, and the rows of the dataset that come of it. */
export class ReviewDesk {
  readonly #queue: ReviewQueue
  readonly #rows: DatasetRows
  readonly #changed: () => void
  /** By the texts that are compared, which are an object each for as long as they are the same. */
  readonly #comparisons = new WeakMap<ReviewedPair, Comparison>()
  /** Decisions are carried out one after the other: each is two writes. */
  #deciding: Promise<unknown> = Promise.resolve()

  /** @param changed called after each decision, and where one failed */
  constructor(queue: ReviewQueue, rows: DatasetRows, changed: () => void) {
    this.#queue = queue
    this.#rows = rows
    this.#changed = changed
  }

  /** Puts rows into the dataset whose acceptance was cut off before they were there. */
  async catchUp(): Promise<void> {
    for (const entry of this.#queue.unplaced) {
      // A crash may have come between the two writes, or before the first.
      if (!(await this.#rows.has(entry.candidate, pairOf(entry)))) await this.#rows.put(entry.candidate, pairOf(entry))
      await this.#queue.notePlaced(entry.candidate.id, true)
    }
  }

  /** Candidates counted by what was made of them, and whether there is a decision to take back. */
  counts(): Pick<GrowState, 'counts' | 'undoable'> {
    const counts = { pending: 0, clean: 0, accepted: 0, rejected: 0, setAside: 0 }
    let undoable = false
    for (const entry of this.#queue.entries) {
      counts[kindOf(entry.decision)] += 1
      if (isClean(entry)) counts.clean += 1
      undoable ||= entry.undoable > 0
    }
    return { counts, undoable }
  }

  /** Candidates by what was made of them, in the order in which they came. */
  entries(show: ReviewFilter, offset: number, limit: number): { total: number; entries: readonly ShownEntry[] } {
    const shown = this.#queue.entries.filter(({ decision }) => kindOf(decision) === show)
    const page = shown
      .slice(offset, offset + limit)
      .map((entry): ShownEntry => ({ ...entry, comparison: this.#comparisonOf(pairOf(entry)) }))
    return { total: shown.length, entries: page }
  }

  /** Adds candidates that no job made. Returns how many of them are new. */
  async add(candidates: readonly Candidate[]): Promise<number> {
    let added = 0
    for (const candidate of candidates) {
      if (this.#queue.has(candidate.id)) continue
      await this.#queue.add(candidate)
      added += 1
    }
    this.#changed()
    return added
  }

  /** Accepts a candidate as it is: its row is in the dataset when this resolves. Throws `bad-input` for one that is not whole, `not-found`. */
  accept(id: string): Promise<ReviewEntry> {
    return this.#inTurn(async () => this.#placed(id, await this.#queue.accept(id)))
  }

  /** Accepts a candidate as it was corrected. Throws `bad-input` for texts that can be no row, `text-too-long`, `not-found`. */
  edit(id: string, source: string, rewrite: string): Promise<ReviewEntry> {
    return this.#inTurn(async () => this.#placed(id, await this.#queue.edit(id, source, rewrite)))
  }

  /** Rejects a candidate; why may stay empty. Throws `not-found`. */
  reject(id: string, why: string): Promise<ReviewEntry> {
    return this.#inTurn(async () => {
      await this.#queue.reject(id, why)
      return this.#queue.entry(id)
    })
  }

  /** Accepts every pending candidate against which nothing speaks. Returns how many. */
  async acceptClean(signal: AbortSignal): Promise<number> {
    let accepted = 0
    for (const { candidate } of this.#queue.entries.filter(isClean)) {
      if (signal.aborted) break
      await this.accept(candidate.id)
      accepted += 1
    }
    return accepted
  }

  /** Takes the last decision back, and its row out of the dataset; a row that was changed since stays. A null entry: there was none. */
  undo(): Promise<{ readonly entry: ReviewEntry | null; readonly row: UndoneRow }> {
    return this.#inTurn(async () => {
      const undone = await this.#queue.undo()
      if (undone === null) return { entry: null, row: 'none' }
      const { was, wasPlaced, entry } = undone
      const isRow = wasPlaced && (was.state === 'accepted' || was.state === 'edited')
      const pair = was.state === 'edited' ? was : entry.candidate
      return { entry, row: isRow ? await this.#rows.takeOut(entry.candidate, pair) : 'none' }
    })
  }

  /** Resolves when the last decision is carried out. */
  async settled(): Promise<void> {
    await this.#deciding
  }

  #comparisonOf(pair: ReviewedPair): Comparison {
    const known = this.#comparisons.get(pair)
    if (known !== undefined) return known
    const comparison = compare(pair.source, pair.rewrite)
    this.#comparisons.set(pair, comparison)
    return comparison
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#deciding.then(work)
    this.#deciding = done.catch(() => undefined)
    return done.finally(this.#changed)
  }

  async #placed(id: string, pair: ReviewedPair): Promise<ReviewEntry> {
    await this.#rows.put(this.#queue.entry(id).candidate, pair)
    await this.#queue.notePlaced(id, true)
    return this.#queue.entry(id)
  }
}

function pairOf({ candidate, decision }: ReviewEntry): ReviewedPair {
  return decision.state === 'edited' ? decision : candidate
}

function isClean({ candidate, decision }: ReviewEntry): boolean {
  return decision.state === 'pending' && candidate.reasons.length === 0
}

function kindOf(decision: Decision): ReviewFilter {
  if (decision.state === 'pending') return 'pending'
  if (decision.state === 'rejected') return decision.by === 'filter' ? 'setAside' : 'rejected'
  return 'accepted'
}
