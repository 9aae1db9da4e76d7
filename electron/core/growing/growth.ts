import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { GrowJob, GrowOutcome, GrowState } from '../../shared/growing'
import type { OpenDataset } from '../datasets/open-dataset'
import { makeFolderAndParent } from '../files/atomic'
import { lintPair } from '../linting/lint-pair'
import { ordinaryPatience } from './asking/patience'
import { DatasetRows } from './dataset-rows'
import { GrowJobs } from './grow-jobs'
import type { JobSurroundings } from './growing-job'
import { ReviewDesk } from './review/review-desk'
import { ReviewQueue } from './review/review-queue'

/** Milliseconds between two words on what happens. */
const tellingPause = 100

/** What does the work of a job, given what it works with. */
export type JobWork = (surroundings: JobSurroundings) => Promise<GrowOutcome>

/** How one dataset grows: its jobs, the candidates that they made, and what a person decided about those. */
export class Growth {
  readonly jobs: GrowJobs
  readonly desk: ReviewDesk
  /** The rows of the dataset, with which new ones are compared. */
  readonly rows: DatasetRows
  readonly #datasetId: string
  readonly #queue: ReviewQueue
  readonly #telling: Telling

  private constructor(parts: {
    readonly datasetId: string
    readonly queue: ReviewQueue
    readonly rows: DatasetRows
    readonly jobs: GrowJobs
    readonly telling: Telling
  }) {
    this.#datasetId = parts.datasetId
    this.#queue = parts.queue
    this.#telling = parts.telling
    this.rows = parts.rows
    this.jobs = parts.jobs
    this.desk = new ReviewDesk(parts.queue, parts.rows, () => parts.telling.changed())
  }

  /**
   * Opens what grows for a dataset, in a folder that is made where it is missing. Rows whose acceptance was cut off before they were in the
   * dataset are put there. `dataset` gives it as long as it is open, and throws when it is not. Throws `disk-full`, `file-not-written`.
   */
  static async open(folder: string, dataset: () => OpenDataset, tell: (state: GrowState) => void): Promise<Growth> {
    await makeFolderAndParent(folder)
    const telling = new Telling(() => tell(growth.state()))
    const growth = new Growth({
      datasetId: dataset().identity.id,
      queue: await ReviewQueue.open(join(folder, 'queue.jsonl')),
      rows: new DatasetRows(dataset),
      jobs: await GrowJobs.open(join(folder, 'jobs'), () => telling.changed()),
      telling,
    })
    await growth.desk.catchUp()
    return growth
  }

  /** How it stands. */
  state(): GrowState {
    return { datasetId: this.#datasetId, jobs: this.jobs.all, ...this.desk.counts(), revision: this.#telling.revision }
  }

  /** Does a job's work in the background, with so many requests at once. Throws like `GrowJobs.run`. */
  async run(job: Pick<GrowJob, 'jobId' | 'kind' | 'title' | 'sendsTo'>, atOnce: number, work: JobWork): Promise<void> {
    await this.jobs.run(job, (emit, signal) =>
      work({
        queue: this.#queue,
        known: [this.rows],
        lint: lintPair,
        emit,
        signal,
        atOnce,
        patience: ordinaryPatience,
        clock: {
          wait: (milliseconds, until) => setTimeout(milliseconds, undefined, { signal: until }),
          now: Date.now,
          random: Math.random,
        },
      }),
    )
  }

  /** Ends its jobs, and is silent from then on. */
  async close(): Promise<void> {
    await this.jobs.stopAll()
    await this.desk.settled()
    this.#telling.end()
  }
}

/** Tells of changes, several times a second at most, until it is ended. */
class Telling {
  readonly #tell: () => void
  #timer: NodeJS.Timeout | null = null
  #isEnded = false
  /** How many changes there were. */
  revision = 0

  constructor(tell: () => void) {
    this.#tell = tell
  }

  changed(): void {
    this.revision += 1
    if (this.#isEnded) return
    this.#timer ??= globalThis.setTimeout(() => {
      this.#timer = null
      this.#tell()
    }, tellingPause)
  }

  end(): void {
    this.#isEnded = true
    if (this.#timer !== null) clearTimeout(this.#timer)
  }
}
