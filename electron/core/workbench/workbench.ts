import { basename } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { DataPart, DatasetSummary, Problem, RowDetail, RowQuery, RowView } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import { cancelled } from '../jobs'
import { oneLine } from '../rows/row-edit'
import { type Bench, layBench } from './bench'
import type { Change } from './changes'
import { knownRow } from './chosen-rows'
import { type DatasetName, isIndexed, summaryOf, unsavedRows } from './dataset-head'
import { syncFolderOf } from './journal'
import { beginJournal, type FileToOpen, type OpenedRows, openRows, openRowsAtOnce } from './opening'
import { RowData } from './row-data'
import { RowEdits } from './row-edits'
import { RowNames } from './row-names'
import type { Measured } from './rows-view'
import { saveFiles } from './save-files'
import { draftOf, filesToWrite, putInPlace, writeDraft } from './saving'

/** Milliseconds between two words on how far the background work is. */
const tellingPause = 100

/** A dataset before it is opened. `path` is its file, or the folder of its parts. */
export type WorkbenchIdentity = DatasetName & { readonly files: readonly FileToOpen[]; readonly journal: string }

/** A row, by its name, and all that is wrong with it. */
export type RowProblems = { readonly id: number; readonly part: DataPart | null; readonly problems: readonly Problem[] }

/**
 * One dataset at work: its rows, what is wrong with them, what was done to them. All of it is done a few milliseconds at a time, but for a save.
 * Whoever calls knows rows by the names that `RowNames` gives them; where nothing else is said, a number of a row is its name.
 */
export class Workbench {
  /** Everything that is done to rows. */
  readonly edits: RowEdits
  /** The rows as others take them. */
  readonly data: RowData
  readonly #identity: WorkbenchIdentity
  readonly #tell: (summary: DatasetSummary) => void
  readonly #opening: number
  readonly #note: string | null
  #bench: Bench
  #isHeaded: boolean
  #measured: Measured | null = null
  #measurements = 0
  #saves = 0
  #changes = 0
  #changedOnDisk = false
  #closed = false
  #working: Promise<void> | null = null
  #told = ''

  private constructor(identity: WorkbenchIdentity, opened: OpenedRows, tell: (summary: DatasetSummary) => void, opening: number) {
    this.#identity = identity
    this.#tell = tell
    this.#opening = opening
    this.#note = opened.setAside
      ? `Edits noted for this dataset belong to another version of it, or could not all be read: they are kept as ${basename(opened.setAside)}.`
      : null
    this.#isHeaded = opened.isHeaded
    this.#bench = layBench(opened, RowNames.from(opening), () => this.#measured)
    const bench = () => this.#bench
    const version = () => `${opening} ${this.#saves + this.#changes}`
    this.edits = new RowEdits({ bench: () => this.#indexed(), version, change: (work) => this.#change(work) })
    this.data = new RowData({
      bench,
      whole: (signal) => this.#readUntil(() => this.#bench.checking.groups !== null, signal),
      version,
      measured: (measured) => {
        this.#measured = measured
        this.#measurements += 1
        this.#tellNow()
      },
    })
    this.#goOn()
  }

  /**
   * Opens a dataset; rows are there before all were read. `tell` hears of every change, several times a second.
   * Throws `not-found`, `file-unreadable`, `file-is-folder`, `file-binary`, `file-not-written`.
   * @param opening how often it was opened before: no row is called what another was called then
   */
  static async open(
    identity: WorkbenchIdentity,
    tell: (summary: DatasetSummary) => void = () => undefined,
    opening = 0,
  ): Promise<Workbench> {
    return new Workbench(identity, await openRows(identity.files, identity.journal, setImmediate), tell, opening)
  }

  /** Counts for the head of the list. */
  summary(): DatasetSummary {
    return summaryOf(this.#identity, this.#bench, {
      changedOnDisk: this.#changedOnDisk,
      note: this.#note,
      epoch: this.#opening,
      changes: this.#changes,
      revision: this.#saves + this.#changes + this.#measurements,
    })
  }

  /** A window of the rows that a query finds. `progress` is the share of the rows that was looked at so far. */
  rows(query: RowQuery, offset: number, limit: number): { total: number; progress: number; rows: RowView[] } {
    const { listings, view } = this.#bench
    const listing = listings.of(query)
    this.#goOn()
    return {
      total: listing.length,
      progress: Math.min(listings.progressOf(listing), this.#shareIndexed()),
      rows: listing.slice(offset, limit).map((id) => view.row(id)),
    }
  }

  /** The numbers of the rows that a query finds so far, from one place on. */
  ids(query: RowQuery, offset: number, limit: number): readonly number[] {
    const { listings, names } = this.#bench
    return Array.from(listings.of(query).slice(offset, limit), (id) => names.of(id))
  }

  /** Where a row is among those a query finds; −1 where it is not, or not yet. */
  placeOf(query: RowQuery, name: number): number {
    const { listings, names } = this.#bench
    return listings.of(query).placeOf(names.idOf(name))
  }

  /** The row at a place; null beyond the last. */
  at(place: number): number | null {
    const { document, names } = this.#bench
    const id = document.order.at(place)
    return id === undefined ? null : names.of(id)
  }

  /** The next row that wants a look, or the last one before; null where there is none. */
  problemFrom(from: number | null, direction: 'next' | 'previous'): RowView | null {
    const { document, checking, view, names } = this.#bench
    const { order } = document
    const step = direction === 'next' ? 1 : -1
    const start = from === null ? (direction === 'next' ? -1 : order.length) : order.placeOf(names.idOf(from))
    for (let place = start + step; place >= 0 && place < order.length; place += step) {
      const id = order.at(place) ?? 0
      if (checking.facts.wantsLook(id)) return view.row(id)
    }
    return null
  }

  /** One row whole. Throws `not-found`. */
  row(name: number): RowDetail {
    return this.#bench.view.detail(knownRow(this.#bench, name))
  }

  /** What this text would be as the row; nothing changes. */
  tryRow(name: number, raw: string): RowDetail {
    return this.#bench.view.tried(knownRow(this.#bench, name), oneLine(raw))
  }

  /** Rows with problems in their order, found among some at a time, with the place to go on from; null at the end. */
  problems(from: number, limit: number): { rows: RowProblems[]; next: number | null } {
    const { document, checking, view, names } = this.#bench
    const looked = document.order.from(from).slice(0, limit)
    const rows = Array.from(
      looked.filter((id) => checking.facts.hasProblem(id)),
      (id) => ({
        id: names.of(id),
        part: document.part(id),
        problems: view.problems(id),
      }),
    )
    const next = from + looked.length
    return { rows, next: next < document.order.length ? next : null }
  }

  /** Resolves when everything was looked at, sense too where that is wanted. Throws `cancelled`. */
  checked(signal?: AbortSignal): Promise<void> {
    return this.#readUntil(() => this.#bench.checking.progress === null, signal)
  }

  /** Looks at sense, or no more. */
  checkSense(wanted: boolean): void {
    this.#bench.checking.wantsSense = wanted
    this.#goOn()
  }

  /**
   * Writes what changed to the files, every other byte as it was; undo goes on behind it. Throws `file-changed` if somebody else wrote one
   * since, unless `overwrite`; `disk-full`, `file-not-written`, and then the old files stand. Nothing else is done between the files' new
   * lines and the rows over them: what comes meanwhile would be done to rows that are no more.
   */
  async save(overwrite: boolean): Promise<void> {
    await this.#readUntil(() => isIndexed(this.#bench.document))
    const { document, journal, history, checking, names } = this.#bench
    const isCurrent = this.#isCurrent()
    if (!overwrite && !isCurrent) throw fileChanged(this.#identity)
    if (!document.files.every(({ file }) => file.isWhole())) throw writtenInPlace(this.#identity)
    if (isCurrent && unsavedRows(document) === 0) return
    history.endTyping()
    const { files, numbers } = saveFiles(document, journal, history)
    const opened = openRowsAtOnce(files, this.#identity.journal)
    for (const { file } of opened.document.files) while (file.readOn());
    opened.document.takeLines()
    this.#bench = layBench(opened, names.afterSave(numbers, opened.document.rows), () => this.#measured, { checking, numbers })
    this.#isHeaded = opened.isHeaded
    document.close()
    this.#measured = null
    this.#changedOnDisk = false
    this.#saves += 1
    this.#goOn()
    this.#tellNow()
  }

  /** Writes the rows as they stand to another file, in place of one that may be there. Throws `disk-full`, `file-not-written`. */
  async saveCopy(path: string): Promise<void> {
    await this.#readUntil(() => isIndexed(this.#bench.document))
    const { document, journal } = this.#bench
    const [first] = filesToWrite(document)
    if (!first || document.isDivided)
      throw new StudioError({
        code: 'bad-input',
        message: 'A folder of parts is saved where it is.',
        hint: 'Copy the folder to keep both.',
      })
    this.#beginJournal()
    const draft = draftOf(path)
    journal.append([{ type: 'writing', drafts: [draft] }])
    putInPlace(writeDraft(document, { ...first, path }, draft))
    syncFolderOf(path)
  }

  /** Looks whether somebody else wrote the files since they were opened. */
  lookAtDisk(): void {
    this.#changedOnDisk = !this.#isCurrent()
    this.#tellNow()
  }

  /** Lets go of the files; what was not saved stays noted. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#working
    this.#bench.document.close()
  }

  /** Share of the lines that are known, 0–1: a list grows until all of them are. */
  #shareIndexed(): number {
    const { progress } = this.#bench.checking
    return progress?.phase === 'indexing' ? progress.done / Math.max(1, progress.total) : 1
  }

  #isCurrent(): boolean {
    return this.#bench.document.files.every(({ file }) => file.isCurrent())
  }

  /** Every line has to be known before something is done to rows, since they are numbered by them. */
  #indexed(): Bench {
    const { document, checking } = this.#bench
    while (!isIndexed(document)) checking.step()
    return this.#bench
  }

  #change(work: () => readonly Change[]): void {
    const { checking, listings, divider } = this.#bench
    this.#beginJournal()
    const changes = work()
    if (changes.length === 0) return
    this.#changes += 1
    checking.absorb(changes)
    listings.absorb(changes)
    divider.forget()
    this.#goOn()
    this.#tellNow()
  }

  /** A journal says first which content it is of. */
  #beginJournal(): void {
    const { document, journal } = this.#bench
    if (!this.#isHeaded) beginJournal(journal, document)
    this.#isHeaded = true
  }

  async #readUntil(isDone: () => boolean, signal?: AbortSignal): Promise<void> {
    while (!isDone()) {
      if (signal?.aborted || this.#closed) throw cancelled()
      this.#goOn()
      await setImmediate()
    }
  }

  /** Works in the background until there is nothing left to do. */
  #goOn(): void {
    this.#working ??= this.#work().finally(() => {
      this.#working = null
    })
  }

  async #work(): Promise<void> {
    await setImmediate()
    for (let told = 0; !this.#closed && this.#step(); await setImmediate()) {
      if (performance.now() - told < tellingPause) continue
      told = performance.now()
      this.#tellNow()
    }
    if (!this.#closed) this.#tellNow()
  }

  /** What is looked for comes first: somebody waits for it. */
  #step(): boolean {
    const { checking, listings } = this.#bench
    return listings.step() || checking.step()
  }

  #tellNow(): void {
    const summary = this.summary()
    const words = JSON.stringify(summary)
    if (words === this.#told) return
    this.#told = words
    this.#tell(summary)
  }
}

function writtenInPlace({ name, path }: WorkbenchIdentity): StudioError {
  return new StudioError({
    code: 'file-changed',
    message: `${name} was written over by another program, so the rows that were not edited here are gone from it as they were.`,
    hint: 'Load the new version; the edits made here are put aside and stay noted.',
    where: { file: path },
  })
}

function fileChanged({ name, path }: WorkbenchIdentity): StudioError {
  return new StudioError({
    code: 'file-changed',
    message: `${name} was changed or moved by another program since it was opened.`,
    hint: 'Overwrite it with what is here, or load the new version; the edits made here stay noted.',
    where: { file: path },
  })
}
