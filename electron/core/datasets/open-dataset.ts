import type { DatasetSummary } from '../../shared/dataset'
import { toFailure } from '../../shared/errors'
import type { DatasetThreads } from '../workbench/dataset-threads'
import type { Remote, Subjects } from '../workbench/port-messages'
import { RemoteWorkbench } from '../workbench/remote-workbench'
import type { UsableRow } from '../workbench/row-data'
import type { WorkbenchIdentity } from '../workbench/workbench'

/** Rows that are handed over at a time. */
const pageRows = 2_000

/** What hears of a dataset. */
export type DatasetEars = {
  readonly changed: (summary: DatasetSummary) => void
  /** Its thread ended by itself and could not be begun anew. */
  readonly lost: () => void
}

/** One open dataset: its rows live in a thread of their own, what was last said of them is at hand. */
export class OpenDataset {
  readonly identity: WorkbenchIdentity
  readonly #threads: DatasetThreads | null
  readonly #ears: DatasetEars
  #workbench: RemoteWorkbench
  #summary: DatasetSummary

  private constructor(
    identity: WorkbenchIdentity,
    threads: DatasetThreads | null,
    ears: DatasetEars,
    workbench: RemoteWorkbench,
    summary: DatasetSummary,
  ) {
    this.identity = identity
    this.#threads = threads
    this.#ears = ears
    this.#workbench = workbench
    this.#summary = summary
  }

  /** Opens a dataset in a thread; no `threads` work in this one. Throws like `Workbench.open`. */
  static async open(identity: WorkbenchIdentity, threads: DatasetThreads | null, ears: DatasetEars): Promise<OpenDataset> {
    const opened: { dataset?: OpenDataset } = {}
    const { workbench, summary } = await RemoteWorkbench.open(identity, threads, {
      changed: (changed) => opened.dataset?.take(changed),
      lost: () => void opened.dataset?.beginAnew(),
    })
    opened.dataset = new OpenDataset(identity, threads, ears, workbench, summary)
    return opened.dataset
  }

  /** What was last said of it. */
  summary(): DatasetSummary {
    return this.#summary
  }

  /** Its rows and its state. */
  get bench(): Remote<Subjects['bench']> {
    return this.#workbench.bench
  }

  /** What is done to rows. */
  get edits(): Remote<Subjects['edits']> {
    return this.#workbench.edits
  }

  /** The rows as others take them. */
  get data(): Remote<Subjects['data']> {
    return this.#workbench.data
  }

  /** Rows that can be trained on, in their order. */
  async *usable(): AsyncGenerator<UsableRow> {
    for (let from: number | null = 0; from !== null; ) {
      const page: Awaited<ReturnType<Remote<Subjects['data']>['usable']>> = await this.data.usable(from, pageRows)
      yield* page.rows
      from = page.next
    }
  }

  /** Lets go of its files; what was not saved stays noted. */
  close(): Promise<void> {
    return this.#workbench.close()
  }

  private take(summary: DatasetSummary): void {
    this.#summary = summary
    this.#ears.changed(summary)
  }

  /** Everything that was done is noted, so that a thread that ended is replaced by one that knows as much. */
  private async beginAnew(): Promise<void> {
    try {
      const { workbench, summary } = await RemoteWorkbench.open(this.identity, this.#threads, {
        changed: (changed) => this.take(changed),
        lost: () => void this.beginAnew(),
      })
      this.#workbench = workbench
      this.take({ ...summary, note: 'The dataset’s thread ended and was begun anew; everything that was done is here.' })
    } catch (error) {
      this.take({ ...this.#summary, note: toFailure(error).message })
      this.#ears.lost()
    }
  }
}
