import { type Change, partOf, partRank } from './changes'
import { grown } from './grown'
import type { Journal, JournalPlace } from './journal'
import type { RowPart } from './journal-entries'
import { RowOrder } from './row-order'
import { type LineText, lineText, type SourceFile } from './source-file'

/** A file of a document: its part of the data, null where one file holds all of it. */
export type DocumentFile = { readonly file: SourceFile; readonly part: RowPart }

/**
 * Rows of one or several files with what was done to them: which there are, in which order, and what each says. Rows keep their
 * numbers: the lines of the files from 0 on, file after file, then those that were added. Nothing is kept of a text but where it lies.
 */
export class Document {
  readonly files: readonly DocumentFile[]
  readonly order = new RowOrder()
  readonly #journal: Journal
  /** Where a row's text lies in the journal; −1 where the file's own counts. */
  #offsets = new Float64Array(0)
  #lengths = new Uint32Array(0)
  #parts = new Uint8Array(0)
  #rows = 0
  #edited = 0
  /** Where each part's rows begin; null when that has to be found anew. */
  #starts: { readonly rows: number; readonly places: readonly number[] } | null = null

  constructor(files: readonly DocumentFile[], journal: Journal) {
    this.files = files
    this.#journal = journal
  }

  /** Whether its files are parts of the data, so that a row's part is its file. */
  get isDivided(): boolean {
    return this.files.some(({ part }) => part !== null)
  }

  /** Whether hands put any row in a part. */
  get hasParts(): boolean {
    return this.#parts.some((part) => part !== 0)
  }

  /** How many rows ever were: every number is below. */
  get rows(): number {
    return this.#rows
  }

  /** How many of the rows are lines of a file. */
  get lines(): number {
    return this.files.reduce((sum, { file }) => sum + file.wholeLines, 0)
  }

  /** Rows whose text is not their file's, rows that are in no file included. */
  get editedRows(): number {
    return this.#edited
  }

  /** Takes in the lines that a file has got by now. Files are read one after the other. */
  takeLines(): void {
    const lines = this.lines
    if (lines > this.#rows) this.order.append(this.#rows, lines)
    this.#rows = Math.max(this.#rows, lines)
  }

  /** Numbers for rows that are added. */
  reserve(count: number): number {
    const first = this.#rows
    this.#rows += count
    return first
  }

  /** What a row says. */
  text(id: number): LineText {
    const place = this.placeOf(id)
    if (place) return this.written(place)
    return this.fileText(id)
  }

  /** What a row says in its file; nothing for one that was added. */
  fileText(id: number): LineText {
    const found = this.#lineOf(id)
    return found ? found.file.line(found.line) : { text: '', valid: true }
  }

  /** A text of the journal. */
  written(place: JournalPlace): LineText {
    const entry = this.#journal.at(place)
    if (!('raw' in entry) || entry.raw === null) throw new Error(`A ${entry.type} line holds no text.`)
    return 'bytes' in entry && entry.bytes !== undefined ? lineText(Buffer.from(entry.bytes, 'base64')) : { text: entry.raw, valid: true }
  }

  /** Where a row's text lies in the journal; null where its file's counts. */
  placeOf(id: number): JournalPlace | null {
    const offset = id < this.#offsets.length ? (this.#offsets[id] ?? -1) : -1
    return offset < 0 ? null : { offset, length: this.#lengths[id] ?? 0 }
  }

  /** A row's file and its line there; null for one that was added. */
  lineOf(id: number): { readonly document: DocumentFile; readonly line: number } | null {
    const found = this.#lineOf(id)
    return found && { document: found.document, line: found.line }
  }

  /** Whether a row says something else than its file. */
  isEdited(id: number): boolean {
    return this.placeOf(id) !== null
  }

  /** The part that a row was put in; null where that is left to the split. */
  part(id: number): RowPart {
    const given = partOf(id < this.#parts.length ? (this.#parts[id] ?? 0) : 0)
    return given ?? this.#lineOf(id)?.document.part ?? null
  }

  /** The line of its file that a row will have, from 1; 1 for one that is in no file. */
  lineAfterSave(id: number): number {
    const place = this.order.placeOf(id)
    if (place === -1) return 1
    if (!this.isDivided) return place + 1
    const rank = partRank(this.part(id))
    if (this.#starts?.rows !== this.order.length) this.#starts = { rows: this.order.length, places: this.#startsOfParts() }
    return place - (this.#starts.places[rank] ?? 0) + 1
  }

  /** Whether a row belongs to another file than the one it is in. */
  isMoved(id: number): boolean {
    const own = this.isDivided ? this.#lineOf(id) : null
    return own !== null && this.part(id) !== own.document.part
  }

  /** The part that a row was put in by hand, as a number. */
  partCode(id: number): number {
    return id < this.#parts.length ? (this.#parts[id] ?? 0) : 0
  }

  /** Lets a row say what lies at a place of the journal, or what its file says. */
  setText(id: number, place: JournalPlace | null): void {
    const was = this.isEdited(id)
    if (place) {
      this.#offsets = grown(this.#offsets, id + 1, -1)
      this.#lengths = grown(this.#lengths, id + 1)
      this.#offsets[id] = place.offset
      this.#lengths[id] = place.length
    } else if (id < this.#offsets.length) this.#offsets[id] = -1
    this.#edited += Number(place !== null) - Number(was)
  }

  /** Does what a change says. */
  apply(change: Change): void {
    this.#starts = null
    switch (change.kind) {
      case 'text':
        change.ids.forEach((id, at) => {
          const offset = change.after.offsets[at] ?? -1
          this.setText(id, offset < 0 ? null : { offset, length: change.after.lengths[at] ?? 0 })
        })
        return
      case 'remove':
        this.order.remove(change.places)
        return
      case 'insert':
        this.order.insert(change.places, change.ids)
        return
      case 'part':
        change.ids.forEach((id, at) => {
          this.#parts = grown(this.#parts, id + 1)
          this.#parts[id] = change.after[at] ?? 0
        })
    }
  }

  close(): void {
    for (const { file } of this.files) file.close()
    this.#journal.close()
  }

  #startsOfParts(): number[] {
    const counts = [0, 0, 0]
    for (const id of this.order.from()) {
      const rank = partRank(this.part(id))
      counts[rank] = (counts[rank] ?? 0) + 1
    }
    const [train = 0, valid = 0] = counts
    return [0, train, train + valid]
  }

  #lineOf(id: number): { readonly document: DocumentFile; readonly file: SourceFile; readonly line: number } | null {
    let line = id
    for (const document of this.files) {
      const { file } = document
      if (line < file.wholeLines) return { document, file, line }
      line -= file.wholeLines
    }
    return null
  }
}
