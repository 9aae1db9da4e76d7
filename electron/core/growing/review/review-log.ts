import { z } from 'zod'
import { type Candidate, candidate, type Decision, decision, type ReviewEntry } from '../../../shared/growing'
import { identifier } from '../../../shared/identifier'
import { setsAside } from '../judging/reasons'

/** What happened in a review queue, line by line. */
export const reviewLogEntry = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('added'), candidate }),
  z.strictObject({ type: z.literal('decided'), id: identifier, decision }),
  z.strictObject({ type: z.literal('undone'), id: identifier }),
  /** Whether the row of the decision that holds is in the dataset. */
  z.strictObject({ type: z.literal('placed'), id: identifier, placed: z.boolean() }),
])
export type ReviewLogEntry = z.infer<typeof reviewLogEntry>

type Reviewed = { readonly candidate: Candidate; readonly decisions: readonly Decision[]; readonly placed: boolean }

/** A queue as its log tells it: candidates in the order in which they came. */
export class ReviewState {
  readonly #reviewed = new Map<string, Reviewed>()
  /** Candidates by their decisions that can be undone, oldest first. */
  readonly #order: string[] = []

  apply(entry: ReviewLogEntry): void {
    if (entry.type === 'added') {
      if (!this.#reviewed.has(entry.candidate.id))
        this.#reviewed.set(entry.candidate.id, { candidate: entry.candidate, decisions: [], placed: false })
      return
    }
    const known = this.#reviewed.get(entry.id)
    if (known === undefined) return
    if (entry.type === 'decided') {
      this.#reviewed.set(entry.id, { ...known, decisions: [...known.decisions, entry.decision], placed: false })
      this.#order.push(entry.id)
    } else if (entry.type === 'undone') {
      this.#reviewed.set(entry.id, { ...known, decisions: known.decisions.slice(0, -1), placed: false })
      const last = this.#order.lastIndexOf(entry.id)
      if (last >= 0) this.#order.splice(last, 1)
    } else this.#reviewed.set(entry.id, { ...known, placed: entry.placed })
  }

  has(id: string): boolean {
    return this.#reviewed.has(id)
  }

  get(id: string): ReviewEntry | null {
    const known = this.#reviewed.get(id)
    return known === undefined ? null : entryOf(known)
  }

  get entries(): readonly ReviewEntry[] {
    return [...this.#reviewed.values()].map(entryOf)
  }

  /** The candidate of the newest decision that can be undone. */
  get lastDecided(): string | null {
    return this.#order.at(-1) ?? null
  }
}

function entryOf({ candidate: shown, decisions, placed }: Reviewed): ReviewEntry {
  return { candidate: shown, decision: decisions.at(-1) ?? firstDecision(shown), placed, undoable: decisions.length }
}

/** Before anybody has decided: pending, or set aside by a filter. */
function firstDecision(shown: Candidate): Decision {
  const reason = setsAside(shown)
  return reason === null ? { state: 'pending' } : { state: 'rejected', by: 'filter', reason: reason.message }
}
