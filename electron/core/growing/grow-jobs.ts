import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { StudioError, toFailure } from '../../shared/errors'
import type { GrowEvent, GrowJob, GrowOutcome } from '../../shared/growing'
import { keepJob, keptJobs } from './kept-jobs'

const shownNotes = 20

const noFigures: GrowJob['figures'] = {
  answered: 0,
  wanted: 0,
  candidates: 0,
  setAside: 0,
  doubtful: 0,
  inputTokens: 0,
  outputTokens: 0,
}

/** Does the work of a job: says what happens, and ends when it is told to. */
export type JobCourse = (emit: (event: GrowEvent) => void, signal: AbortSignal) => Promise<GrowOutcome>

/** The jobs of one dataset, each in a folder of its own: those at work, and what is remembered of the others. */
export class GrowJobs {
  readonly #folder: string
  readonly #changed: () => void
  readonly #running = new Map<string, { readonly controller: AbortController; readonly ended: Promise<void> }>()
  /** Until when a job waits to ask again, in milliseconds since 1970. */
  readonly #waits = new Map<string, number>()
  #jobs: readonly GrowJob[]

  private constructor(folder: string, jobs: readonly GrowJob[], changed: () => void) {
    this.#folder = folder
    this.#jobs = jobs
    this.#changed = changed
  }

  /** Opens the jobs in a folder; none where it is not there. `changed` is called whenever one of them is not as it was, or made a candidate. */
  static async open(folder: string, changed: () => void): Promise<GrowJobs> {
    return new GrowJobs(folder, await keptJobs(folder), changed)
  }

  /** Newest first. */
  get all(): readonly GrowJob[] {
    return this.#jobs
  }

  /** A new job's id and the folder that is its own. */
  place(): { readonly jobId: string; readonly folder: string } {
    const jobId = `g-${new Date().toISOString().slice(0, 10)}-${randomBytes(4).toString('hex')}`
    return { jobId, folder: this.folderOf(jobId) }
  }

  folderOf(jobId: string): string {
    return join(this.#folder, jobId)
  }

  /** A job by its id. Throws `not-found`. */
  job(jobId: string): GrowJob {
    const job = this.#jobs.find((other) => other.jobId === jobId)
    if (job === undefined) throw new StudioError({ code: 'not-found', message: 'That job is no longer there.' })
    return job
  }

  /** Does a job's work in the background, from its begin or from where it was. Throws `busy` where it is at work, `disk-full`, `file-not-written`. */
  async run(job: Pick<GrowJob, 'jobId' | 'kind' | 'title' | 'sendsTo'>, course: JobCourse): Promise<void> {
    const { jobId } = job
    this.#refuseRunning(jobId)
    const known = this.#jobs.find((other) => other.jobId === jobId)
    const { kind, title, sendsTo } = job
    const begun: GrowJob = {
      jobId,
      kind,
      title,
      sendsTo,
      begunAt: known?.begunAt ?? new Date().toISOString(),
      state: 'running',
      figures: known?.figures ?? noFigures,
      notes: [],
      waiting: null,
      failure: null,
    }
    await keepJob(this.folderOf(jobId), begun)
    // Meanwhile somebody else may have begun it.
    this.#refuseRunning(jobId)
    this.#jobs = [begun, ...this.#jobs.filter((other) => other.jobId !== jobId)].sort((a, b) => b.begunAt.localeCompare(a.begunAt))
    const controller = new AbortController()
    const ended = this.#carryOut(
      jobId,
      course((event) => this.#hear(jobId, event), controller.signal),
    )
    this.#running.set(jobId, { controller, ended })
    this.#changed()
  }

  /** Ends a job; resolves when it has ended. */
  async stop(jobId: string): Promise<void> {
    const running = this.#running.get(jobId)
    running?.controller.abort()
    await running?.ended
  }

  /** Ends all of them. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((jobId) => this.stop(jobId)))
  }

  #refuseRunning(jobId: string): void {
    if (this.#running.has(jobId)) throw new StudioError({ code: 'busy', message: 'That job is at work already.' })
  }

  async #carryOut(jobId: string, work: Promise<GrowOutcome>): Promise<void> {
    const outcome = await work.catch((error: unknown) => toFailure(error))
    this.#running.delete(jobId)
    if ('code' in outcome) this.#change(jobId, { state: 'interrupted', waiting: null, failure: outcome })
    else {
      const { state, figures, notes } = outcome
      const failure = outcome.state === 'interrupted' ? outcome.failure : null
      this.#change(jobId, { state, figures, notes: notes.slice(-shownNotes), waiting: null, failure })
    }
    // The record tells of the past: without it the job is found interrupted, and goes on.
    await keepJob(this.folderOf(jobId), this.job(jobId)).catch(() => undefined)
  }

  #hear(jobId: string, event: GrowEvent): void {
    switch (event.type) {
      case 'progress': {
        // Of several requests at once, one may wait while the others are answered.
        const waits = (this.#waits.get(jobId) ?? 0) > Date.now()
        this.#change(jobId, { figures: event.figures, ...(!waits && { waiting: null }) })
        break
      }
      case 'note':
        this.#change(jobId, { notes: [...this.job(jobId).notes, event.message].slice(-shownNotes) })
        break
      case 'waiting': {
        const { failure, milliseconds, attempt } = event
        this.#waits.set(jobId, Date.now() + milliseconds)
        this.#change(jobId, { waiting: `${failure.message} Asked again in ${Math.round(milliseconds / 1000)} s (attempt ${attempt + 1}).` })
        break
      }
      case 'candidate':
        this.#changed()
    }
  }

  #change(jobId: string, change: Partial<GrowJob>): void {
    this.#jobs = this.#jobs.map((job) => (job.jobId === jobId ? { ...job, ...change } : job))
    this.#changed()
  }
}
