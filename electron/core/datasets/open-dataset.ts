import { createHash } from 'node:crypto'
import { dirname } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { type DatasetSummary, type Message, maxLineBytes, type Problem, type RowView } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import { makeFolderAndParent, writeAtomically } from '../files/atomic'
import { forPeople } from '../files/handles'
import { cancelled } from '../jobs'
import { checkLine } from './check-line'
import { type CheckedRow, checkRow, formatOfLine } from './check-row'
import { type DatasetFile, fileOf, lineText, readDatasetFile, withEdits } from './dataset-file'
import { Journal } from './journal'
import { hasError, ProblemTally } from './problem-tally'
import { type PromptTemplate, TemplateInference } from './prompt-template'
import type { RowContent, RowFormat } from './row-format'
import { rowView, turnsOf } from './row-view'

/** What names a dataset while it is open. */
export type DatasetIdentity = Pick<DatasetSummary, 'id' | 'name' | 'origin'> & { readonly path: string; readonly journal: string }

/** A usable row, as training and scoring take it. */
export type UsableRow = { readonly index: number } & RowContent

/** One open file: its rows, their problems, and the edits that wait to be saved. */
export class OpenDataset {
  readonly identity: DatasetIdentity
  #file: DatasetFile
  readonly #journal: Journal
  readonly #edits: Map<number, string>
  readonly #problems = new ProblemTally()
  /** Edits and saves wait here for each other: what is noted while the file is being written belongs to the next save. */
  #turn: Promise<unknown> = Promise.resolve()
  #template: PromptTemplate = { system: null, before: '' }
  /** The first row that has a format gives it to the file, as with mlx-lm; `row` is null where none has. */
  #format: { readonly row: number | null; readonly format: RowFormat } = { row: null, format: 'chat' }

  private constructor(identity: DatasetIdentity, file: DatasetFile, journal: Journal, edits: ReadonlyMap<number, string>) {
    this.identity = identity
    this.#file = file
    this.#journal = journal
    this.#edits = new Map([...edits].filter(([row]) => row < file.lines.length))
  }

  /** Reads and checks a file; edits that were not saved last time come back. Throws `cancelled` when aborted meanwhile. */
  static async open(identity: DatasetIdentity, signal?: AbortSignal): Promise<OpenDataset> {
    const file = await readDatasetFile(identity.path)
    const { journal, edits } = await Journal.open(identity.journal, { path: identity.path, sha256: file.sha256 })
    const dataset = new OpenDataset(identity, file, journal, edits)
    await dataset.#checkAll(signal)
    return dataset
  }

  /** Counts for the head of the list. */
  summary(): DatasetSummary {
    const { id, name, origin, path } = this.identity
    const { errors, warnings, unusableRows } = this.#problems.counts
    return {
      id,
      name,
      origin,
      location: forPeople(path),
      bytes: this.#file.bytes.length,
      sha256: this.#file.sha256,
      rows: this.#file.lines.length,
      usableRows: this.#file.lines.length - unusableRows,
      errors,
      warnings,
      unsavedRows: this.#edits.size,
    }
  }

  /** The SHA-256 of the file as it was read, in hex. */
  get sha256(): string {
    return this.#file.sha256
  }

  /** The SHA-256 of what its rows say now, edits that wait to be saved included, in hex. */
  get contentKey(): string {
    const hash = createHash('sha256').update(this.#file.sha256)
    for (const [row, raw] of [...this.#edits].sort(([a], [b]) => a - b)) hash.update(`\n${row} ${raw}`)
    return hash.digest('hex')
  }

  /** What its rows are. */
  get format(): RowFormat {
    return this.#format.format
  }

  /** How its rows put a text to the model. */
  get template(): PromptTemplate {
    return this.#template
  }

  /** Every problem, in the order of the file. */
  problems(): Problem[] {
    return this.#problems.rows.flatMap((row) => this.#problems.of(row))
  }

  /** A window of the list. */
  rows(offset: number, limit: number, only: 'all' | 'problems' | 'edited'): { total: number; rows: RowView[] } {
    const chosen = only === 'problems' ? this.#problems.rows : only === 'edited' ? [...this.#edits.keys()].sort((a, b) => a - b) : null
    const total = chosen?.length ?? this.#file.lines.length
    const indexes =
      chosen?.slice(offset, offset + limit) ??
      Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, place) => offset + place)
    return { total, rows: indexes.map((index) => this.view(index)) }
  }

  /** One row as the list shows it. */
  view(index: number): RowView {
    return this.#viewOf(index, this.#check(index))
  }

  /** One row's text, and its turns where it is a chat row. */
  row(index: number): { row: RowView; raw: string; messages: readonly Message[] | null } {
    const checked = this.#check(index)
    const messages = this.format === 'chat' && checked.content ? turnsOf(checked.content) : null
    return { row: this.#viewOf(index, checked), raw: this.#textOf(index), messages }
  }

  /** What this text would be as the row; nothing changes. */
  try(index: number, raw: string): RowView {
    this.#lineOf(index)
    const text = oneLine(raw)
    return this.#viewOf(index, checkRow(text, index + 1, this.#formatWith(index, text)))
  }

  /** Replaces a row; noted on disk before it counts. The file itself stays as it is until `save`. */
  edit(index: number, raw: string): Promise<RowView> {
    return this.#inTurn(async () => {
      this.#lineOf(index)
      const text = oneLine(raw)
      await this.#journal.note({ type: 'edit', row: index, raw: text })
      this.#edits.set(index, text)
      return this.#changed(index)
    })
  }

  /** Takes a row back to what the file holds. */
  revert(index: number): Promise<RowView> {
    return this.#inTurn(async () => {
      this.#lineOf(index)
      await this.#journal.note({ type: 'revert', row: index })
      this.#edits.delete(index)
      return this.#changed(index)
    })
  }

  /** Writes the edits to the file, every other byte as it was. `file-changed` if somebody else wrote it since, unless `overwrite`. */
  save(overwrite: boolean): Promise<void> {
    return this.#inTurn(() => this.#write(overwrite))
  }

  async #write(overwrite: boolean): Promise<void> {
    const { path, name, origin } = this.identity
    if (!overwrite) {
      const current = await readDatasetFile(path).catch(() => null)
      if (current?.sha256 !== this.#file.sha256) {
        throw new StudioError({
          code: 'file-changed',
          message: `${name} was changed or moved by another program since it was opened.`,
          hint: 'Overwrite it with what is here, or close it and open the new version; the edits made here stay noted.',
          where: { file: path },
        })
      }
    }
    const bytes = Buffer.concat([...withEdits(this.#file, this.#edits)])
    const written = fileOf(bytes)
    await this.#journal.noteSaving(written.sha256)
    // The app's own folders come back; one that a person chose may be on a disk that is not there now.
    if (origin !== 'file') await makeFolderAndParent(dirname(path))
    await writeAtomically(path, bytes)
    this.#file = written
    // The file is saved whether or not the journal can be begun anew: it says which content its edits are part of.
    await this.#journal.restart({ path, sha256: written.sha256 }).catch(() => undefined)
    this.#edits.clear()
    await this.#checkAll()
  }

  /** Rows that can be trained on, in the order of the file. */
  *usable(): Generator<UsableRow> {
    for (let index = 0; index < this.#file.lines.length; index++) {
      const content = this.content(index)
      if (content) yield { index, ...content }
    }
  }

  /** What a row teaches; null where there is no such row, or it cannot be trained on. */
  content(index: number): RowContent | null {
    if (this.#file.lines[index] === undefined || hasError(this.#problems.of(index))) return null
    return this.#check(index).content
  }

  /** Reads every row, and lets others have the thread in between. */
  async #checkAll(signal?: AbortSignal): Promise<void> {
    this.#format = { row: null, format: 'chat' }
    const inference = new TemplateInference()
    let started = performance.now()
    for (let index = 0; index < this.#file.lines.length; index++) {
      if (this.#format.row === null && this.#decideFormat(index) && index > 0) index = 0
      const { content, problems } = this.#check(index)
      this.#problems.note(index, problems)
      const messages = content && turnsOf(content)
      if (messages && !hasError(problems)) inference.add(messages)
      if (performance.now() - started > 20) {
        await setImmediate()
        if (signal?.aborted) throw cancelled()
        started = performance.now()
      }
    }
    // A last line that was emptied is no line any more.
    this.#problems.forgetFrom(this.#file.lines.length)
    this.#template = inference.template()
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }

  #check(index: number): CheckedRow {
    const edited = this.#edits.get(index)
    return edited === undefined ? checkLine(this.#file, this.#lineOf(index), index, this.format) : checkRow(edited, index + 1, this.format)
  }

  /** The format that the file would have with this text as the row. */
  #formatWith(index: number, text: string): RowFormat {
    const { row, format } = this.#format
    return row === null || index <= row ? (formatOfLine(text) ?? format) : format
  }

  /** Lets a row decide what the file's rows are, if it has a format; true where rows before it were read as another. */
  #decideFormat(row: number): boolean {
    const format = formatOfLine(this.#textOf(row))
    if (format === null) return false
    const other = format !== this.format
    this.#format = { row, format }
    return other
  }

  /** A row was edited or reverted: it, or every row where it changes what the file's rows are. */
  async #changed(index: number): Promise<RowView> {
    const { row, format } = this.#format
    if (row === null || index <= row) {
      const own = formatOfLine(this.#textOf(index))
      if (own) this.#format = { row: index, format: own }
      if (own ? own !== format : index === row) await this.#checkAll()
    }
    const checked = this.#check(index)
    this.#problems.note(index, checked.problems)
    return this.#viewOf(index, checked)
  }

  #viewOf(index: number, checked: CheckedRow): RowView {
    return rowView(checked, index, this.#edits.has(index), this.#template)
  }

  #textOf(index: number): string {
    return this.#edits.get(index) ?? lineText(this.#file, this.#lineOf(index)).text.slice(0, maxLineBytes)
  }

  #lineOf(index: number) {
    const line = this.#file.lines[index]
    if (!line) throw new StudioError({ code: 'not-found', message: `${this.identity.name} has no row ${index + 1}.` })
    return line
  }
}

/** A row is one line: line breaks between the parts of its JSON become spaces, which JSON takes for the same. */
function oneLine(raw: string): string {
  return raw.trim().replace(/[\r\n]+/g, ' ')
}
