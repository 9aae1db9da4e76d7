import { type Failure, StudioError, toFailure } from '../../shared/errors'
import type { Candidate, GrowEvent, GrowFigures, GrowOutcome, Reason } from '../../shared/growing'
import { counted } from '../../shared/quantities'
import type { AnswerLog } from './asking/answer-log'
import { Asker } from './asking/asker'
import type { ModelAnswer } from './asking/large-model'
import type { Clock, Patience } from './asking/patience'
import { withoutKeys } from './asking/redaction'
import { judge, type Linter } from './judging/judge'
import { type KnownSources, notNew, SourceIndex } from './judging/known-sources'
import type { Reading } from './judging/reading'
import { setsAside } from './judging/reasons'
import type { ReviewQueue } from './review/review-queue'

const mostNotes = 500

/** What a job works with, besides whoever answers. */
export type JobSurroundings = {
  readonly queue: ReviewQueue
  /** The dataset's sources, its held-out rows', and whatever else a new source is compared with. */
  readonly known: readonly KnownSources[]
  /** Looks at every pair besides the filters here; none where it is left out. */
  readonly lint?: Linter
  readonly emit: (event: GrowEvent) => void
  /** Stops the job; requests under way are given up, though they may be paid for. */
  readonly signal: AbortSignal
  /** Requests at once. */
  readonly atOnce: number
  readonly patience: Patience
  readonly clock: Clock
}

/** One run of a job that makes candidates: it asks what is not answered yet, adds what is not queued yet, and says what it does. */
export class GrowingJob {
  readonly #id: string
  readonly #log: AnswerLog
  readonly #with: JobSurroundings
  readonly #asker: Asker
  /** Sources of all candidates, whatever was made of them. */
  readonly #seen = new SourceIndex('among the candidates')
  readonly #notes: string[] = []
  #moreNotes = 0
  #wanted: number
  #answered: number
  #candidates = 0
  #setAside = 0
  #doubtful = 0

  constructor(id: string, log: AnswerLog, surroundings: JobSurroundings, wanted: number) {
    this.#id = id
    this.#log = log
    this.#with = surroundings
    this.#wanted = wanted
    this.#answered = log.settled()
    for (const { candidate } of surroundings.queue.entries) {
      this.#seen.add(candidate.source)
      if (candidate.origin.kind !== 'renamed' && candidate.origin.jobId === id) this.#count(candidate)
    }
    this.#asker = new Asker(log, surroundings.patience, surroundings.clock, (attempt, milliseconds, failure) =>
      surroundings.emit({ type: 'waiting', jobId: id, attempt, milliseconds, failure }),
    )
  }

  /** Does the work and says how it ended; rejects with nothing. */
  async run(work: () => Promise<void>): Promise<GrowOutcome> {
    const { lost, damaged } = this.#log
    if (lost.length > 0)
      this.note(
        `${counted(lost.length, 'request was', 'requests were')} under way when this job ended before: asked again, though perhaps paid for.`,
      )
    if (damaged > 0)
      this.note(`${counted(damaged, 'line')} of the job's record cannot be read and ${damaged === 1 ? 'is' : 'are'} passed over.`)
    this.#progress()
    try {
      await work()
      return { state: this.#with.signal.aborted ? 'stopped' : 'done', ...this.#told() }
    } catch (error) {
      if (this.#with.signal.aborted) return { state: 'stopped', ...this.#told() }
      return { state: 'interrupted', failure: cleanFailure(error), ...this.#told() }
    }
  }

  /** The answer to a question, or why there is none; see `Asker.answer`. */
  async answer(key: string, ask: (signal: AbortSignal) => Promise<ModelAnswer>, closing: AbortSignal): Promise<ModelAnswer | Failure> {
    const known = this.#log.isSettled(key)
    const answer = await this.#asker.answer(key, ask, this.#with.signal, closing)
    if (!known) this.#answered++
    this.#progress()
    return answer
  }

  /** Counts one more question that is wanted, unless it was counted in an earlier run. */
  wantsAlso(key: string): void {
    if (!this.#log.isSettled(key)) this.#wanted++
  }

  has(candidateId: string): boolean {
    return this.#with.queue.has(candidateId)
  }

  /** What speaks against a pair. From now on its source is among the candidates. */
  async judge(reading: Reading): Promise<readonly Reason[]> {
    const seen = this.#seen.find(reading.source)
    this.#seen.add(reading.source)
    const places = [...this.#with.known, { find: () => seen }]
    return [...judge(reading, this.#with.lint), ...(await notNew(reading.source, places))]
  }

  async add(candidate: Candidate): Promise<void> {
    await this.#with.queue.add(candidate)
    this.#count(candidate)
    this.#with.emit({ type: 'candidate', jobId: this.#id, candidateId: candidate.id })
    this.#progress()
  }

  /** Says something that the person should know, now and at the end. */
  note(message: string): void {
    if (this.#notes.length < mostNotes) this.#notes.push(message)
    else this.#moreNotes++
    this.#with.emit({ type: 'note', jobId: this.#id, message })
  }

  #progress(): void {
    this.#with.emit({ type: 'progress', jobId: this.#id, figures: this.#figures() })
  }

  /** Counts a candidate as it came, whatever is decided about it. */
  #count(candidate: Candidate): void {
    this.#candidates++
    if (setsAside(candidate) !== null) this.#setAside++
    else if (candidate.reasons.length > 0) this.#doubtful++
  }

  #figures(): GrowFigures {
    const { input, output } = this.#log.used
    return {
      answered: this.#answered,
      wanted: this.#wanted,
      candidates: this.#candidates,
      setAside: this.#setAside,
      doubtful: this.#doubtful,
      inputTokens: input,
      outputTokens: output,
    }
  }

  #told(): { readonly figures: GrowFigures; readonly notes: readonly string[]; readonly moreNotes: number } {
    return { figures: this.#figures(), notes: this.#notes, moreNotes: this.#moreNotes }
  }
}

/** An error that nobody foresaw may quote what it was given. */
function cleanFailure(error: unknown): Failure {
  const failure = toFailure(error)
  return error instanceof StudioError ? failure : { ...failure, message: withoutKeys(failure.message, null) }
}
