import { createHash } from 'node:crypto'
import { access, readFile, realpath } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
import type { AppEvent } from '../../shared/contract'
import type { DatasetSummary, RowView } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import { makeFolderAndParent, writeAtomically } from '../files/atomic'
import { unreadable } from '../files/handles'
import type { HomeLayout } from '../home'
import { type DatasetIdentity, OpenDataset } from './open-dataset'

/** The sample's file, in the assets and as the person's own copy in the home. */
const sampleFile = 'coreference-train.jsonl'

/** The datasets that are open. */
export class Datasets {
  readonly #layout: HomeLayout
  readonly #samples: string
  readonly #emit: (event: AppEvent) => void
  readonly #open = new Map<string, OpenDataset>()
  readonly #opening = new Map<string, Promise<OpenDataset>>()

  constructor(layout: HomeLayout, samples: string, emit: (event: AppEvent) => void) {
    this.#layout = layout
    this.#samples = samples
    this.#emit = emit
  }

  /** Opens the sample, from a copy in the home that the person may mend. */
  async openSample(): Promise<DatasetSummary> {
    const copy = join(this.#layout.datasets, 'sample', sampleFile)
    const missing = await access(copy).then(
      () => false,
      () => true,
    )
    if (missing) {
      await makeFolderAndParent(dirname(copy))
      await writeAtomically(copy, await readFile(join(this.#samples, sampleFile)))
    }
    return this.openPath(copy)
  }

  /** Opens a file, or gives the dataset that has it open. */
  async openPath(path: string, signal?: AbortSignal): Promise<DatasetSummary> {
    const real = await realpath(path).catch((error: unknown) => {
      throw unreadable(path, error)
    })
    const identity = await this.#identify(real)
    const known = this.#open.get(identity.id)
    if (known) return known.summary()
    // Two copies of one file would each keep edits that the other does not know.
    const opening = this.#opening.get(identity.id) ?? OpenDataset.open(identity, signal)
    this.#opening.set(identity.id, opening)
    try {
      const dataset = await opening
      this.#open.set(identity.id, dataset)
      return this.#changed(dataset)
    } finally {
      this.#opening.delete(identity.id)
    }
  }

  /** An open dataset. Throws `not-found`. */
  get(id: string): OpenDataset {
    const dataset = this.#open.get(id)
    if (!dataset) throw new StudioError({ code: 'not-found', message: 'That dataset is not open.', hint: 'Open the file again.' })
    return dataset
  }

  async edit(id: string, index: number, raw: string): Promise<RowView> {
    const dataset = this.get(id)
    const row = await dataset.edit(index, raw)
    this.#changed(dataset)
    return row
  }

  async revert(id: string, index: number): Promise<RowView> {
    const dataset = this.get(id)
    const row = await dataset.revert(index)
    this.#changed(dataset)
    return row
  }

  async save(id: string, overwrite: boolean): Promise<DatasetSummary> {
    const dataset = this.get(id)
    await dataset.save(overwrite)
    return this.#changed(dataset)
  }

  /** Lets go of a dataset; what was not saved stays noted. */
  close(id: string): void {
    if (this.#open.delete(id)) this.#emit({ type: 'dataset.closed', datasetId: id })
  }

  summaries(): DatasetSummary[] {
    return [...this.#open.values()].map((dataset) => dataset.summary())
  }

  async #identify(path: string): Promise<DatasetIdentity> {
    const id = `d-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`
    const inside = async (folder: string) => path.startsWith((await realpath(folder).catch(() => folder)) + sep)
    const origin = (await inside(join(this.#layout.datasets, 'sample')))
      ? 'sample'
      : (await inside(this.#layout.uploads))
        ? 'upload'
        : 'file'
    return { id, name: basename(path), origin, path, journal: join(this.#layout.datasets, id, 'journal.jsonl') }
  }

  #changed(dataset: OpenDataset): DatasetSummary {
    const summary = dataset.summary()
    this.#emit({ type: 'dataset.changed', dataset: summary })
    return summary
  }
}
