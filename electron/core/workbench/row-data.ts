import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { DataPart, RowSelection, SplitReport, SplitSettings } from '../../shared/dataset'
import type { PromptTemplate } from '../rows/prompt-template'
import type { RowContent, RowFormat } from '../rows/row-format'
import type { Bench } from './bench'
import { chosenRows } from './chosen-rows'
import { codeSet, noCodes } from './code-set'
import { sha256Of } from './dataset-head'
import type { Divided } from './divider'
import { evenly } from './evenly'
import type { Measured } from './rows-view'
import { textHash } from './text-hash'

/** A usable row with its place in the dataset, as training and scoring take it. */
export type UsableRow = { readonly index: number } & RowContent

/** What others need to know of a dataset once every row was read. */
export type DatasetFacts = {
  readonly format: RowFormat
  readonly template: PromptTemplate
  /** Of its files as they were opened, in hex. */
  readonly sha256: string
  /** Tells what it says now from what it said at any other moment. */
  readonly contentKey: string
  readonly rows: number
  readonly usableRows: number
}

/** The rows of a run, written: their places in the dataset by part, and what the dataset was like at that moment. */
export type WrittenRows = { readonly places: Readonly<Record<DataPart, Uint32Array>>; readonly facts: DatasetFacts }

/** Tokens of the usable rows in their order, by a model; 0 for one that its chat template refuses. */
export type MeasuredTokens = {
  /** Of the dataset as it was when they were counted. */
  readonly contentKey: string
  readonly tokens: readonly number[]
  /** Position of the first learned token of each. */
  readonly starts: readonly number[]
  readonly refused: readonly { readonly row: number; readonly reason: string }[]
  /** Longest row that is not cut, in tokens. */
  readonly longest: number
}

/** A row's source and rewrite. */
export type RowPair = { readonly id: number; readonly place: number; readonly source: string; readonly rewrite: string }

/** What data work works on. `whole` resolves when every row was read and looked at against the others. */
export type ReadRows = {
  readonly bench: () => Bench
  readonly whole: (signal?: AbortSignal) => Promise<void>
  /** Another after every change, every save and every opening. */
  readonly version: () => string
  readonly measured: (measured: Measured) => void
}

/** A dataset's rows as others take them: to train, to score, to measure. */
export class RowData {
  readonly #rows: ReadRows

  constructor(rows: ReadRows) {
    this.#rows = rows
  }

  /** What the rows have in common. Throws `cancelled`. */
  async facts(signal?: AbortSignal): Promise<DatasetFacts> {
    await this.#rows.whole(signal)
    return this.#factsNow()
  }

  /** Rows that can be trained on, a page at a time, with the place to go on from; null at the end. */
  usable(from: number, limit: number): { rows: UsableRow[]; next: number | null } {
    const { document, checking } = this.#rows.bench()
    const rows: UsableRow[] = []
    let place = from
    for (; place < document.order.length && rows.length < limit; place++) {
      const { content } = checking.line(document.order.at(place) ?? 0)
      if (content) rows.push({ index: place, ...content })
    }
    return { rows, next: place < document.order.length ? place : null }
  }

  /**
   * Usable rows to measure something on, at most `limit`, spread over what files or hands hold out: the test part, else the validation part,
   * else all rows. Throws `cancelled`.
   */
  async heldOut(limit: number, signal?: AbortSignal): Promise<readonly UsableRow[]> {
    await this.#rows.whole(signal)
    const { document, checking } = this.#rows.bench()
    const usable = [...document.order.from()].filter((id) => checking.facts.isUsable(id))
    const parts = (['test', 'valid'] as const).map((part) => usable.filter((id) => document.part(id) === part))
    const ids = parts.find(({ length }) => length > 0) ?? usable
    return evenly(ids.length, limit).flatMap((at) => {
      const id = ids[at] ?? 0
      const { content } = checking.line(id)
      return content === null ? [] : [{ index: document.order.placeOf(id), ...content }]
    })
  }

  /**
   * The usable rows and their parts, as a run with these settings would have them, and what the dataset is like at that moment.
   * Throws `dataset-unusable`, `cancelled`.
   */
  async divide(settings: SplitSettings, signal?: AbortSignal): Promise<Divided & { readonly facts: DatasetFacts }> {
    await this.#rows.whole(signal)
    return { ...this.#rows.bench().divider.divide(settings), facts: this.#factsNow() }
  }

  /** How these settings divide the rows. */
  async split(settings: SplitSettings, signal?: AbortSignal): Promise<SplitReport> {
    await this.#rows.whole(signal)
    return this.#rows.bench().divider.report(settings)
  }

  /** Writes all usable rows to a new file, what they teach and nothing else; what the dataset is like at that moment. */
  async write(path: string, signal?: AbortSignal): Promise<DatasetFacts> {
    await this.#rows.whole(signal)
    this.#rows.bench().divider.write(path, null)
    return this.#factsNow()
  }

  /** Divides the rows and writes each part to a new file of a folder. Throws `dataset-unusable`, `disk-full`, `file-not-written`. */
  async writeRun(folder: string, settings: SplitSettings, signal?: AbortSignal): Promise<WrittenRows> {
    await this.#rows.whole(signal)
    const { divider } = this.#rows.bench()
    const { places, parts } = divider.divide(settings)
    const placesOf = (part: number) => places.filter((_, at) => parts[at] === part)
    const written = { train: placesOf(0), valid: placesOf(1), test: placesOf(2) }
    for (const [part, rows] of Object.entries(written)) divider.write(join(folder, `${part}.jsonl`), rows)
    return { places: written, facts: this.#factsNow() }
  }

  /** Takes in how many tokens the usable rows have for a model, unless they are others by now. */
  noteTokens({ contentKey, tokens, starts, refused, longest }: MeasuredTokens): void {
    if (contentKey !== this.#factsNow().contentKey) return
    const { document, checking } = this.#rows.bench()
    const said = new Map(refused.map(({ row, reason }) => [row, reason]))
    const reasons = new Map<number, string>()
    let at = 0
    for (const id of document.order.from()) {
      if (!checking.facts.isUsable(id)) continue
      const count = tokens[at] ?? 0
      const reason = said.get(at)
      if (reason !== undefined) reasons.set(id, reason)
      const cut = longest > (starts[at] ?? 0) ? codeSet('row-cut') : codeSet('answer-cut')
      checking.noteModel(id, count === 0 ? codeSet('template-refuses') : count > longest ? cut : noCodes, count)
      at += 1
    }
    this.#rows.measured({ longest, reasons })
  }

  /** The place nearest to another whose row says what a line of a run's data says; null where none does. */
  find(line: string, near: number): number | null {
    const { document, checking } = this.#rows.bench()
    const { order } = document
    for (let distance = 0; distance <= Math.max(near, order.length - near); distance++) {
      for (const place of distance === 0 ? [near] : [near - distance, near + distance]) {
        const id = place < 0 ? undefined : order.at(place)
        if (id === undefined) continue
        const { content } = checking.line(id)
        if (content !== null && JSON.stringify(content) === line) return place
      }
    }
    return null
  }

  /** Sources and rewrites of chosen rows, in their order, from one on: at most `limit`. Rows without both are passed over. */
  pairs(selection: RowSelection, from: number, limit: number): { readonly pairs: readonly RowPair[]; readonly next: number | null } {
    const bench = this.#rows.bench()
    const ids = chosenRows(bench, selection)
    const pairs: RowPair[] = []
    let at = from
    for (; at < ids.length && pairs.length < limit; at++) {
      const pair = pairOf(bench, ids[at] ?? 0)
      if (pair) pairs.push(pair)
    }
    return { pairs, next: at < ids.length ? at : null }
  }

  /** Rows that show how it is done: spread over the dataset, with nothing wrong and not nearly the same as another, each longer than a few words, mostly with something resolved. */
  goodPairs(count: number): readonly RowPair[] {
    const bench = this.#rows.bench()
    const { order } = bench.document
    const { facts } = bench.checking
    const good: RowPair[] = []
    const stride = Math.max(1, Math.floor(order.length / (count * 8)))
    for (let place = 0; place < order.length && good.length < count; place += stride) {
      const id = order.at(place) ?? 0
      const isUnchanged = facts.isSame(id)
      const hasUnchanged = good.some(({ source, rewrite }) => source === rewrite)
      if (facts.hasProblem(id) || facts.sourceLength(id) < 30 || facts.sourceLength(id) > 600 || (isUnchanged && hasUnchanged)) continue
      const pair = pairOf(bench, id)
      if (pair) good.push(pair)
    }
    return good
  }

  /** The row whose source is this text, or else nearly is, with its place; null where none is. */
  sourceLike(source: string): { readonly place: number; readonly isSame: boolean; readonly heldOut: boolean } | null {
    const { document, checking } = this.#rows.bench()
    const hash = textHash(source)
    const same = document.order.from().find((id) => checking.facts.sourceHash(id) === hash)
    const id = same ?? checking.nearlyLike(source)
    if (id === null) return null
    const part = document.part(id)
    return { place: document.order.placeOf(id), isSame: same !== undefined, heldOut: part === 'valid' || part === 'test' }
  }

  /** The last row that is written exactly so, among the last `most`; null where none is. */
  lastWritten(line: string, most: number): number | null {
    const { document, names } = this.#rows.bench()
    const { order } = document
    for (let place = order.length - 1; place >= Math.max(0, order.length - most); place--) {
      const id = order.at(place) ?? 0
      if (document.text(id).text === line) return names.of(id)
    }
    return null
  }

  #factsNow(): DatasetFacts {
    const { document, checking } = this.#rows.bench()
    const { format, template, counts } = checking
    const { length } = document.order
    const sha256 = sha256Of(document)
    const contentKey = createHash('sha256').update(`${sha256} ${this.#rows.version()}`).digest('hex')
    return { format, template, sha256, contentKey, rows: length, usableRows: length - counts.unusable }
  }
}

function pairOf({ document, checking, names }: Bench, id: number): RowPair | null {
  const { source, rewrite } = checking.line(id).texts
  return source && rewrite && { id: names.of(id), place: document.order.placeOf(id), source: source.text, rewrite: rewrite.text }
}
