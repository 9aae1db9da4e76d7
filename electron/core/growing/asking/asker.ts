import type { Failure } from '../../../shared/errors'
import { cancelled } from '../../jobs'
import type { AnswerLog } from './answer-log'
import type { ModelAnswer } from './large-model'
import { ModelFailure } from './model-failure'
import { type Clock, type Patience, waitAfter } from './patience'

/** Told before a question is asked again. */
export type OnWait = (attempt: number, milliseconds: number, failure: Failure) => void

/** Asks each question of a job once: what is in its log is not asked again, what failed in passing is. */
export class Asker {
  readonly #log: AnswerLog
  readonly #patience: Patience
  readonly #clock: Clock
  readonly #onWait: OnWait
  /** Nobody asks before this is over: a server that asks one to slow down means all. */
  #pause: Promise<void> = Promise.resolve()

  constructor(log: AnswerLog, patience: Patience, clock: Clock, onWait: OnWait) {
    this.#log = log
    this.#patience = patience
    this.#clock = clock
    this.#onWait = onWait
  }

  /**
   * The answer to a question, from the log or from whoever is asked; it is in the log when this returns. A failure that is this question's
   * alone is noted there and comes back; every other one is thrown once patience is at its end.
   * @param key the same for the same question in every run of the job
   * @param closing aborts waits between attempts, not requests, whose answers are paid for
   */
  async answer(
    key: string,
    ask: (signal: AbortSignal) => Promise<ModelAnswer>,
    signal: AbortSignal,
    closing: AbortSignal,
  ): Promise<ModelAnswer | Failure> {
    const known = this.#log.answerTo(key) ?? this.#log.failureOf(key)
    if (known) return known
    for (let attempt = 1; ; attempt++) {
      await this.#pause
      if (signal.aborted || closing.aborted) throw cancelled()
      await this.#log.noteAsked(key)
      try {
        const answer = await ask(signal)
        await this.#log.noteAnswer(key, answer)
        return answer
      } catch (error) {
        if (!(error instanceof ModelFailure)) throw error
        if (error.ofOneQuestion) {
          await this.#log.noteFailure(key, error)
          return error.failure
        }
        if (error.serverSaid) await this.#log.noteUnanswered(key)
        const milliseconds = waitAfter(error, attempt, this.#patience, this.#clock.random())
        if (milliseconds === null) throw error
        this.#onWait(attempt, milliseconds, error.failure)
        const waited = this.#clock.wait(milliseconds, AbortSignal.any([signal, closing])).catch(() => undefined)
        if (error.kind === 'rate-limited') this.#pause = Promise.all([this.#pause, waited]).then(() => undefined)
        await waited
      }
    }
  }
}
