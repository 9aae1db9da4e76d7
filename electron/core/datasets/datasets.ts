import { randomBytes } from 'node:crypto'
import { access, readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { AppEvent } from '../../shared/contract'
import type { DatasetSummary } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import { makeFolderAndParent, writeAtomically } from '../files/atomic'
import type { HomeLayout } from '../home'
import { DatasetThreads } from '../workbench/dataset-threads'
import type { WorkbenchIdentity } from '../workbench/workbench'
import { identifyDataset } from './dataset-files'
import { OpenDataset } from './open-dataset'

/** Datasets that come along with the app, by name: their files in the assets. */
export const samples = { sample: 'coreference-train.jsonl', starter: 'starter-en.jsonl' } as const
export type SampleName = keyof typeof samples

/** Milliseconds between two looks at the disk. */
const lookPause = 3_000

/** What the open datasets are made from. */
export type DatasetParts = {
  readonly layout: HomeLayout
  /** Folder of the datasets that come along. */
  readonly samples: string
  readonly emit: (event: AppEvent) => void
  /** Ends what works on a dataset, where anything does, before that is closed. */
  readonly closing?: (datasetId: string) => Promise<void>
  /** The built `dataset-worker.js`; null works in this thread. */
  readonly worker: string | null
}

/** The datasets that are open. */
export class Datasets {
  readonly #parts: DatasetParts
  readonly #open = new Map<string, OpenDataset>()
  readonly #opening = new Map<string, Promise<OpenDataset>>()
  readonly #looking: NodeJS.Timeout
  readonly #threads: DatasetThreads | null

  constructor(parts: DatasetParts) {
    this.#parts = parts
    this.#threads = parts.worker === null ? null : new DatasetThreads(parts.worker)
    // Windows that look away hear of it too when somebody else writes a file.
    this.#looking = setInterval(() => this.#lookAtDisk(), lookPause)
    this.#looking.unref()
  }

  /** Gets ready to open datasets without a wait, for hosts that people look at. */
  prepare(): void {
    this.#threads?.prepare()
  }

  /** Opens a dataset that came along, from a copy in the home that the person may mend. */
  async openSample(name: SampleName = 'sample'): Promise<DatasetSummary> {
    const { layout } = this.#parts
    const copy = join(layout.datasets, 'sample', samples[name])
    const missing = await access(copy).then(
      () => false,
      () => true,
    )
    if (missing) {
      await makeFolderAndParent(dirname(copy))
      await writeAtomically(copy, await readFile(join(this.#parts.samples, samples[name])))
    }
    return this.openPath(copy)
  }

  /** Opens a file or a folder of parts, or gives the dataset that has it open. Throws `cancelled` when aborted meanwhile. */
  async openPath(path: string, signal?: AbortSignal): Promise<DatasetSummary> {
    const identity = await identifyDataset(path, this.#parts.layout)
    signal?.throwIfAborted()
    const known = this.#open.get(identity.id)
    if (known) return known.summary()
    // Two copies of one file would each keep edits that the other does not know.
    const opening = this.#opening.get(identity.id) ?? this.#begin(identity)
    this.#opening.set(identity.id, opening)
    try {
      const dataset = await opening
      this.#open.set(identity.id, dataset)
      this.#emitChanged(dataset.summary())
      return dataset.summary()
    } finally {
      this.#opening.delete(identity.id)
    }
  }

  /** Makes a new dataset in the home with these lines, and opens it. */
  async make(name: string, lines: string | AsyncIterable<Uint8Array>): Promise<DatasetSummary> {
    const { layout } = this.#parts
    const folder = join(layout.datasets, `made-${randomBytes(6).toString('hex')}`)
    await makeFolderAndParent(folder)
    const path = join(folder, name)
    await writeAtomically(path, lines)
    return this.openPath(path)
  }

  /** An open dataset. Throws `not-found`. */
  get(id: string): OpenDataset {
    const dataset = this.#open.get(id)
    if (!dataset) throw new StudioError({ code: 'not-found', message: 'That dataset is not open.', hint: 'Open the file again.' })
    return dataset
  }

  /** Writes what changed to a dataset's files. Throws `file-changed`, `disk-full`, `file-not-written`. */
  async save(id: string, overwrite: boolean): Promise<DatasetSummary> {
    const dataset = this.get(id)
    // The app's own folders come back; one that a person chose may be on a disk that is not there now.
    if (dataset.identity.origin !== 'file' && dataset.identity.origin !== 'folder')
      await makeFolderAndParent(dirname(dataset.identity.path))
    await dataset.bench.save(overwrite)
    return dataset.summary()
  }

  /** Writes a dataset as it stands to another place, and opens that file; in place of its own it is saved. */
  async saveAs(id: string, path: string): Promise<DatasetSummary> {
    const there = await this.#openAt(path)
    if (there === id) return this.save(id, true)
    await this.get(id).bench.saveCopy(path)
    return there === null ? this.openPath(path) : this.reload(there)
  }

  /** Opens a dataset's files anew as they are on the disk now; edits that belong to their earlier content are put aside. */
  async reload(id: string): Promise<DatasetSummary> {
    const { path } = this.get(id).identity
    // Where it is gone, or nothing that could be opened, what is open stays.
    await identifyDataset(path, this.#parts.layout)
    await this.close(id)
    return this.openPath(path)
  }

  /** Lets go of a dataset; what was not saved stays noted. */
  async close(id: string): Promise<void> {
    await this.#parts.closing?.(id)
    const dataset = this.#open.get(id)
    if (!dataset) return
    this.#open.delete(id)
    this.#parts.emit({ type: 'dataset.closed', datasetId: id })
    await dataset.close()
  }

  /** Lets go of all of them. */
  async closeAll(): Promise<void> {
    clearInterval(this.#looking)
    await Promise.all(this.#opening.values()).catch(() => undefined)
    const all = [...this.#open.values()]
    this.#open.clear()
    await Promise.all([...all.map((dataset) => dataset.close()), this.#threads?.end()])
  }

  summaries(): DatasetSummary[] {
    return [...this.#open.values()].map((dataset) => dataset.summary())
  }

  /** The open dataset of a path, whatever lies there now; null where there is none. */
  async #openAt(path: string): Promise<string | null> {
    const real = await realpath(path).catch(async () => join(await realpath(dirname(path)).catch(() => dirname(path)), basename(path)))
    return [...this.#open.values()].find(({ identity }) => identity.path === real)?.identity.id ?? null
  }

  #begin(identity: WorkbenchIdentity): Promise<OpenDataset> {
    return OpenDataset.open(identity, this.#threads, {
      changed: (summary) => {
        if (this.#open.has(identity.id)) this.#emitChanged(summary)
      },
      lost: () => {
        this.#open.delete(identity.id)
        this.#parts.emit({ type: 'dataset.closed', datasetId: identity.id })
      },
    })
  }

  #lookAtDisk(): void {
    for (const dataset of this.#open.values()) void dataset.bench.lookAtDisk().catch(() => undefined)
  }

  #emitChanged(dataset: DatasetSummary): void {
    this.#parts.emit({ type: 'dataset.changed', dataset })
  }
}
