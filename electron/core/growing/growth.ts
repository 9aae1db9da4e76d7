import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { StudioError, toFailure } from '../../shared/errors'
import type {
  Candidate,
  Decision,
  GrowEvent,
  GrowJob,
  GrowOutcome,
  GrowState,
  ReviewEntry,
  ReviewFilter,
  ShownEntry,
} from '../../shared/growing'
import { compare } from '../alignment/edits'
import type { OpenDataset } from '../datasets/open-dataset'
import { makeFolderAndParent } from '../files/atomic'
import { lintPair } from '../linting/lint-pair'
import { rowForPair } from '../rows/row-for-pair'
import { ordinaryPatience } from './asking/patience'
import type { JobSurroundings } from './growing-job'
import type { KnownSources } from './judging/known-sources'
import { keepJob, keptJobs } from './kept-jobs'
import { type ReviewedPair, ReviewQueue } from './review/review-queue'

/** Milliseconds between two words on what happens. */
const tellingPause = 100
const shownNotes = 20
/** Rows from the last one back among which an accepted one is looked for. */
const lookedBack = 20_000

const noFigures: GrowJob['figures'] = {
  answered: 0,
  wanted: 0,
  candidates: 0,
  setAside: 0,
  doubtful: 0,
  inputTokens: 0,
  outputTokens: 0,
}

/** What does the work of a job, given what it works with. */
export type JobWork = (surroundings: JobSurroundings) => Promise<GrowOutcome>

/** How one dataset grows: its jobs, the candidates that they made, and what a person decided about those. */
export class Growth {
  readonly #folder: string
  readonly #dataset: () => OpenDataset
  readonly #tell: (state: GrowState) => void
  readonly #queue: ReviewQueue
  readonly #running = new Map<string, { readonly controller: AbortController; readonly ended: Promise<void> }>()
  /** Until when a job waits to ask again, in milliseconds since 1970. */
  readonly #waits = new Map<string, number>()
  #jobs: readonly GrowJob[]
  #revision = 0
  #telling: NodeJS.Timeout | null = null
  /** Decisions are carried out one after the other: each is two writes. */
  #deciding: Promise<unknown> = Promise.resolve()

  private constructor(parts: {
    readonly folder: string
    readonly dataset: () => OpenDataset
    readonly tell: (state: GrowState) => void
    readonly queue: ReviewQueue
    readonly jobs: readonly GrowJob[]
  }) {
    this.#folder = parts.folder
    this.#dataset = parts.dataset
    this.#tell = parts.tell
    this.#queue = parts.queue
    this.#jobs = parts.jobs
  }

  /**
   * Opens what grows for a dataset, in a folder that is made where it is missing. Rows whose acceptance was cut off before they were in the
   * dataset are put there. `dataset` gives it as long as it is open, and throws when it is not.
   */
  static async open(folder: string, dataset: () => OpenDataset, tell: (state: GrowState) => void): Promise<Growth> {
    await makeFolderAndParent(folder)
    const queue = await ReviewQueue.open(join(folder, 'queue.jsonl'))
    const growth = new Growth({ folder, dataset, tell, queue, jobs: await keptJobs(join(folder, 'jobs')) })
    for (const entry of queue.unplaced) {
      // A crash may have come between the two writes, or before the first.
      const isThere = (await growth.#rowOf(entry.candidate, pairOf(entry))) !== null
      if (isThere) await queue.notePlaced(entry.candidate.id, true)
      else await growth.#place(entry.candidate, pairOf(entry))
    }
    return growth
  }

  /** How it stands. */
  state(): GrowState {
    const counts = { pending: 0, clean: 0, accepted: 0, rejected: 0, setAside: 0 }
    let undoable = false
    for (const { candidate, decision, undoable: decisions } of this.#queue.entries) {
      counts[kindOf(decision)] += 1
      if (decision.state === 'pending' && candidate.reasons.length === 0) counts.clean += 1
      undoable ||= decisions > 0
    }
    return { datasetId: this.#dataset().identity.id, jobs: this.#jobs, counts, undoable, revision: this.#revision }
  }

  /** Candidates by what was made of them, in the order in which they came. */
  entries(show: ReviewFilter, offset: number, limit: number): { total: number; entries: readonly ShownEntry[] } {
    const shown = this.#queue.entries.filter(({ decision }) => kindOf(decision) === show)
    const page = shown.slice(offset, offset + limit).map((entry): ShownEntry => {
      const { source, rewrite } = pairOf(entry)
      return { ...entry, comparison: compare(source, rewrite) }
    })
    return { total: shown.length, entries: page }
  }

  /** A new job's id and the folder that is its own. */
  place(): { readonly jobId: string; readonly folder: string } {
    const jobId = `g-${new Date().toISOString().slice(0, 10)}-${randomBytes(4).toString('hex')}`
    return { jobId, folder: this.folderOf(jobId) }
  }

  folderOf(jobId: string): string {
    return join(this.#folder, 'jobs', jobId)
  }

  /** A job by its id. Throws `not-found`. */
  job(jobId: string): GrowJob {
    const job = this.#jobs.find((other) => other.jobId === jobId)
    if (job === undefined) throw new StudioError({ code: 'not-found', message: 'That job is no longer there.' })
    return job
  }

  /** Does a job's work in the background, from its begin or from where it was. Throws `busy` where it is at work. */
  async run(job: Pick<GrowJob, 'jobId' | 'kind' | 'title' | 'sendsTo'>, atOnce: number, work: JobWork): Promise<void> {
    const { jobId } = job
    if (this.#running.has(jobId)) throw new StudioError({ code: 'busy', message: 'That job is at work already.' })
    const known = this.#jobs.find((other) => other.jobId === jobId)
    const begun: GrowJob = {
      ...job,
      begunAt: known?.begunAt ?? new Date().toISOString(),
      state: 'running',
      figures: known?.figures ?? noFigures,
      notes: [],
      waiting: null,
      failure: null,
    }
    this.#jobs = known ? this.#jobs.map((other) => (other.jobId === jobId ? begun : other)) : [begun, ...this.#jobs]
    await keepJob(this.folderOf(jobId), begun)
    const controller = new AbortController()
    const ended = this.#carryOut(jobId, work, this.#surroundings(jobId, atOnce, controller.signal))
    this.#running.set(jobId, { controller, ended })
    this.#changed()
  }

  /** Ends a job; resolves when it has ended. */
  async stop(jobId: string): Promise<void> {
    const running = this.#running.get(jobId)
    running?.controller.abort()
    await running?.ended
  }

  /** Adds candidates that no job made. */
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

  /** What the dataset knows of a source. */
  get known(): KnownSources {
    return {
      find: async (source) => {
        const like = await this.#dataset().data.sourceLike(source)
        if (like === null) return null
        const row = `row ${like.place + 1} of the dataset`
        if (like.heldOut)
          return { code: 'leak', message: `It is ${like.isSame ? 'the source of' : 'very like'} ${row}, which is held out.` }
        if (like.isSame) return { code: 'same-row', message: `It is the source of ${row}.` }
        return { code: 'near-duplicate', message: `It is very like ${row}.` }
      },
    }
  }

  /** Accepts a candidate as it is: its row is in the dataset when this resolves. */
  accept(id: string): Promise<ReviewEntry> {
    return this.#inTurn(async () => this.#placed(id, await this.#queue.accept(id)))
  }

  /** Accepts a candidate as it was corrected. */
  edit(id: string, source: string, rewrite: string): Promise<ReviewEntry> {
    return this.#inTurn(async () => this.#placed(id, await this.#queue.edit(id, source, rewrite)))
  }

  reject(id: string, why: string): Promise<ReviewEntry> {
    return this.#inTurn(async () => {
      await this.#queue.reject(id, why)
      return this.#queue.entry(id)
    })
  }

  /** Accepts every pending candidate against which nothing speaks. Returns how many. */
  async acceptClean(signal: AbortSignal): Promise<number> {
    const clean = this.#queue.entries.filter(({ candidate, decision }) => decision.state === 'pending' && candidate.reasons.length === 0)
    let accepted = 0
    for (const { candidate } of clean) {
      if (signal.aborted) break
      await this.accept(candidate.id)
      accepted += 1
    }
    return accepted
  }

  /** Takes the last decision back, and its row out of the dataset; a row that was changed since stays. */
  undo(): Promise<{ readonly entry: ReviewEntry | null; readonly rowStays: boolean }> {
    return this.#inTurn(async () => {
      const undone = await this.#queue.undo()
      if (undone === null) return { entry: null, rowStays: false }
      const { was, wasPlaced, entry } = undone
      const isRow = wasPlaced && (was.state === 'accepted' || was.state === 'edited')
      const taken = isRow && (await this.#takeOut(entry.candidate, was.state === 'edited' ? was : entry.candidate))
      return { entry, rowStays: isRow && !taken }
    })
  }

  /** Ends its jobs. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((jobId) => this.stop(jobId)))
    await this.#deciding.catch(() => undefined)
    if (this.#telling !== null) clearTimeout(this.#telling)
  }

  #surroundings(jobId: string, atOnce: number, signal: AbortSignal): JobSurroundings {
    return {
      queue: this.#queue,
      known: [this.known],
      lint: lintPair,
      emit: (event) => this.#hear(jobId, event),
      signal,
      atOnce,
      patience: ordinaryPatience,
      clock: { wait: (milliseconds, until) => setTimeout(milliseconds, undefined, { signal: until }), now: Date.now, random: Math.random },
    }
  }

  async #carryOut(jobId: string, work: JobWork, surroundings: JobSurroundings): Promise<void> {
    const outcome = await work(surroundings).catch((error: unknown) => toFailure(error))
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
    if (event.type === 'progress') {
      // Of several requests at once, one may wait while the others are answered.
      const waits = (this.#waits.get(jobId) ?? 0) > Date.now()
      this.#change(jobId, { figures: event.figures, ...(!waits && { waiting: null }) })
    } else if (event.type === 'note') this.#change(jobId, { notes: [...this.job(jobId).notes, event.message].slice(-shownNotes) })
    else if (event.type === 'waiting') {
      const { failure, milliseconds, attempt } = event
      this.#waits.set(jobId, Date.now() + milliseconds)
      this.#change(jobId, { waiting: `${failure.message} Asked again in ${Math.round(milliseconds / 1000)} s (attempt ${attempt + 1}).` })
    } else this.#changed()
  }

  #change(jobId: string, change: Partial<GrowJob>): void {
    this.#jobs = this.#jobs.map((job) => (job.jobId === jobId ? { ...job, ...change } : job))
    this.#changed()
  }

  #changed(): void {
    this.#revision += 1
    this.#telling ??= globalThis.setTimeout(() => {
      this.#telling = null
      this.#tell(this.state())
    }, tellingPause)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#deciding.then(work, work)
    this.#deciding = done.catch(() => undefined)
    return done.finally(() => this.#changed())
  }

  async #placed(id: string, pair: ReviewedPair): Promise<ReviewEntry> {
    await this.#place(this.#queue.entry(id).candidate, pair)
    return this.#queue.entry(id)
  }

  /** Puts a row behind the last. */
  async #place(candidate: Candidate, pair: ReviewedPair): Promise<void> {
    const { edits, data, bench } = this.#dataset()
    // A row that only has other names stays with the one it was made from: on two sides of the split it would give that away.
    const like = candidate.origin.kind === 'renamed' ? await data.sourceLike(pair.source) : null
    const twin = like === null ? null : await bench.at(like.place)
    const [id] = await edits.insert([await this.#lineOf(candidate, pair)], null)
    if (id !== undefined && twin !== null) await edits.assign({ of: 'rows', ids: [id, twin] }, 'train')
    await this.#queue.notePlaced(candidate.id, true)
  }

  async #takeOut(candidate: Candidate, pair: ReviewedPair): Promise<boolean> {
    const id = await this.#rowOf(candidate, pair)
    if (id === null) return false
    return (await this.#dataset().edits.remove({ of: 'rows', ids: [id] })) === 1
  }

  /** The row that a candidate became; null where it is not among the last ones, as it was written. */
  async #rowOf(candidate: Candidate, pair: ReviewedPair): Promise<number | null> {
    return await this.#dataset().data.lastWritten(await this.#lineOf(candidate, pair), lookedBack)
  }

  async #lineOf({ origin }: Candidate, { source, rewrite }: ReviewedPair): Promise<string> {
    const { format, template } = await this.#dataset().data.facts()
    // Passages of one document belong together.
    return rowForPair(format, template, source, rewrite, origin.kind === 'drafted' ? origin.document : null)
  }
}

/** The id of a candidate that follows from a row and a seed alone, so that the same renaming is never proposed twice. */
export function renamedId(source: string, rewrite: string, seed: number): string {
  return `n-${createHash('sha256')
    .update(JSON.stringify([source, rewrite, seed]))
    .digest('hex')
    .slice(0, 24)}`
}

function pairOf({ candidate, decision }: ReviewEntry): ReviewedPair {
  return decision.state === 'edited' ? decision : candidate
}

function kindOf(decision: Decision): 'pending' | 'accepted' | 'rejected' | 'setAside' {
  if (decision.state === 'pending') return 'pending'
  if (decision.state === 'rejected') return decision.by === 'filter' ? 'setAside' : 'rejected'
  return 'accepted'
}
