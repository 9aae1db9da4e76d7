import { setImmediate } from 'node:timers/promises'
import type { OpenDataset, UsableRow } from '../datasets/open-dataset'
import { divide } from './run-data'

/** Milliseconds of work between two moments in which others have the thread. */
const turn = 20

/** How a dataset is divided: the place in the file of each usable row, and the parts as places in that list. */
export type Division = {
  readonly indexes: readonly number[]
  readonly parts: { readonly train: readonly number[]; readonly valid: readonly number[]; readonly test: readonly number[] }
}

/** The dataset was edited while it was looked at: whoever looks begins anew. */
export class ContentChanged extends Error {}

/** What a dataset says at one moment. Its rows are read when they are needed, and only then. */
export class DatasetContent {
  readonly #dataset: OpenDataset
  /** Tells this content from any other. */
  readonly key: string
  #rows: Promise<readonly UsableRow[]> | null = null

  constructor(dataset: OpenDataset) {
    this.#dataset = dataset
    this.key = dataset.contentKey
  }

  /** The usable rows, read once. Rejects with `ContentChanged` where one was edited since. */
  rows(): Promise<readonly UsableRow[]> {
    this.#rows ??= this.#read()
    return this.#rows
  }

  /** The very division that a run makes. Rejects with `dataset-unusable` or `ContentChanged`. */
  async divided(fraction: number, seed: number): Promise<Division> {
    const rows = await this.rows()
    const data = divide(rows, this.#dataset.template, fraction, seed)
    const places = new Map(rows.map(({ index }, place) => [index, place]))
    const placesOf = (part: readonly UsableRow[]) => part.flatMap(({ index }) => places.get(index) ?? [])
    return {
      indexes: rows.map(({ index }) => index),
      parts: { train: placesOf(data.train), valid: placesOf(data.valid), test: placesOf(data.test) },
    }
  }

  async #read(): Promise<readonly UsableRow[]> {
    const rows: UsableRow[] = []
    let started = performance.now()
    for (const row of this.#dataset.usable()) {
      rows.push(row)
      if (performance.now() - started < turn) continue
      await setImmediate()
      started = performance.now()
    }
    if (this.#dataset.contentKey !== this.key) throw new ContentChanged()
    return rows
  }
}
