import { StudioError } from '../../../shared/errors'
import { type Candidate, candidate, type Decision, maxCandidateLength, type ReviewEntry } from '../../../shared/growing'
import { DurableLog } from '../durable-log'
import { type ReviewLogEntry, ReviewState, reviewLogEntry } from './review-log'

/** The texts of a row. */
export type ReviewedPair = { readonly source: string; readonly rewrite: string }

/** What undoing changed: the decision that no longer holds, whether its row was in the dataset, and the entry as it is now. */
export type Undone = { readonly was: Decision; readonly wasPlaced: boolean; readonly entry: ReviewEntry }

/**
 * Candidates that wait for a person, and what the person made of them: on the disk before anybody is told. Nothing here touches a dataset:
 * deciding gives back its texts, whoever keeps the dataset puts it there and notes that with `notePlaced`.
 */
export class ReviewQueue {
  readonly #log: DurableLog<ReviewLogEntry>
  readonly #state = new ReviewState()
  /** Whole lines of the queue's file that cannot be read. */
  readonly damaged: number

  private constructor(log: DurableLog<ReviewLogEntry>, entries: readonly ReviewLogEntry[], damaged: number) {
    this.#log = log
    this.damaged = damaged
    for (const entry of entries) this.#state.apply(entry)
  }

  /** Opens a queue, or begins it where there is no file. The folder has to be there. */
  static async open(path: string): Promise<ReviewQueue> {
    const { log, entries, damaged } = await DurableLog.open(path, reviewLogEntry)
    return new ReviewQueue(log, entries, damaged)
  }

  /** All candidates, in the order in which they came. */
  get entries(): readonly ReviewEntry[] {
    return this.#state.entries
  }

  /** Accepted and edited ones whose rows are not known to be in the dataset, as after a crash between the two. */
  get unplaced(): readonly ReviewEntry[] {
    return this.entries.filter(({ decision, placed }) => !placed && (decision.state === 'accepted' || decision.state === 'edited'))
  }

  has(id: string): boolean {
    return this.#state.has(id)
  }

  /** A candidate by its id. Throws `not-found`. */
  entry(id: string): ReviewEntry {
    const entry = this.#state.get(id)
    if (entry === null) throw new StudioError({ code: 'not-found', message: 'That candidate is no longer there.' })
    return entry
  }

  /** Adds a candidate at the end; one whose id is there already is passed over. */
  async add(added: Candidate): Promise<void> {
    if (this.has(added.id)) return
    // What could not be read again would be lost in silence.
    await this.#note({ type: 'added', candidate: candidate.parse(added) })
  }

  /** Accepts a candidate as it is, and gives its texts. Throws `bad-input` for one whose marks could not be read. */
  async accept(id: string): Promise<ReviewedPair> {
    const { candidate: chosen } = this.entry(id)
    if (chosen.reasons.some(({ code, severity }) => severity === 'error' && (code === 'marks-unreadable' || code === 'truncated-rewrite')))
      throw new StudioError({ code: 'bad-input', message: 'This candidate is not whole.', hint: 'Edit it first, or reject it.' })
    await this.#decide(id, { state: 'accepted' })
    return { source: chosen.source, rewrite: chosen.rewrite }
  }

  /** Accepts a candidate as the person corrected it, and gives its texts. Throws `bad-input` for texts that can be no row. */
  async edit(id: string, source: string, rewrite: string): Promise<ReviewedPair> {
    this.entry(id)
    if (source.trim() === '' || rewrite.trim() === '')
      throw new StudioError({ code: 'bad-input', message: 'A row needs a source and a rewrite.' })
    if (Math.max(source.length, rewrite.length) > maxCandidateLength)
      throw new StudioError({ code: 'text-too-long', message: `A row here has at most ${maxCandidateLength} characters on each side.` })
    if (/\[\[[^\]]*\|[^\]]*\]\]|\{\{[^}]*\|[^}]*\}\}/.test(source + rewrite))
      throw new StudioError({ code: 'bad-input', message: 'There are marks left in the text.', hint: 'Take out [[…|…]] and {{…|…|…}}.' })
    await this.#decide(id, { state: 'edited', source, rewrite })
    return { source, rewrite }
  }

  /** Rejects a candidate; why may stay empty. */
  async reject(id: string, why: string): Promise<void> {
    this.entry(id)
    await this.#decide(id, { state: 'rejected', by: 'person', reason: why.slice(0, 500) })
  }

  /** Undoes the last decision about a candidate, or the last one at all. Null where there is none. */
  async undo(id: string | null = this.#state.lastDecided): Promise<Undone | null> {
    if (id === null) return null
    const { decision: was, placed: wasPlaced, undoable } = this.entry(id)
    if (undoable === 0) return null
    await this.#note({ type: 'undone', id })
    return { was, wasPlaced, entry: this.entry(id) }
  }

  /** Notes that the row of an accepted or edited candidate is in the dataset, or is no longer. */
  async notePlaced(id: string, placed: boolean): Promise<void> {
    this.entry(id)
    await this.#note({ type: 'placed', id, placed })
  }

  async #decide(id: string, decision: Decision): Promise<void> {
    if (this.entry(id).placed)
      throw new StudioError({ code: 'bad-input', message: 'Its row is in the dataset already.', hint: 'Undo the decision first.' })
    await this.#note({ type: 'decided', id, decision })
  }

  async #note(entry: ReviewLogEntry): Promise<void> {
    await this.#log.append(entry)
    this.#state.apply(entry)
  }
}
