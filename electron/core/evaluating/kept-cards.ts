import { StudioError } from '../../shared/errors'
import type { Run } from '../../shared/run'
import type { Evaluation } from '../../shared/scorecard'
import type { Runs } from '../runs/runs'
import { readCard, writeCard } from './card-file'

type ReadCard = { readonly path: string; readonly at: string; readonly card: Promise<Evaluation | null> }

/** The cards of runs: everything that each was scored on, beside the comparison that its record has of it. */
export class KeptCards {
  readonly #runs: Runs
  /** The one that was asked for last: a window turns its pages. */
  #read: ReadCard | null = null

  constructor(runs: Runs) {
    this.#runs = runs
  }

  /**
   * Keeps what a run was scored on: the card, then the record that tells of it, so that the record never tells of a card that is not there. A run
   * that has gone on since has other weights than those that were scored, and nothing is kept. Throws `disk-full` or `file-not-written`.
   * @param before the run as it was when its weights began to answer
   */
  async keep(before: Run, evaluation: Evaluation): Promise<void> {
    const state = JSON.stringify(before.state)
    const isAsBefore = (now: Run) => now.state.state !== 'running' && JSON.stringify(now.state) === state
    if (!isAsBefore(this.#runs.get(before.id))) return
    await writeCard(this.#runs.files(before.id).card, evaluation)
    await this.#runs.update(before.id, (now) => (isAsBefore(now) ? { comparison: evaluation.comparison } : {}))
  }

  /** Everything that a run was scored on, of the very scoring that its record tells of. Throws `not-found` where there is none. */
  async of(runId: string): Promise<Evaluation> {
    const { comparison } = this.#runs.get(runId)
    if (comparison === null) throw new StudioError({ code: 'not-found', message: 'This run was not scored yet.', hint: 'Score it first.' })
    const card = await this.#cardOf(this.#runs.files(runId).card, comparison.at)
    if (card?.comparison.at !== comparison.at)
      throw new StudioError({
        code: 'not-found',
        message: 'The texts behind these figures are not here.',
        hint: 'Score the run again.',
      })
    return card
  }

  /** A card that is not the record's is not remembered: it may be on its way. */
  async #cardOf(path: string, at: string): Promise<Evaluation | null> {
    if (this.#read?.path === path && this.#read.at === at) return this.#read.card
    const read = { path, at, card: readCard(path) }
    this.#read = read
    const forget = () => {
      if (this.#read === read) this.#read = null
    }
    try {
      const card = await read.card
      if (card?.comparison.at !== at) forget()
      return card
    } catch (error) {
      forget()
      throw error
    }
  }
}
