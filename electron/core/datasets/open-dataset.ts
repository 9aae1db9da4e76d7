import { setImmediate } from 'node:timers/promises'
import { type DatasetSummary, type Message, maxLineBytes, type Problem, type RowView } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import { writeAtomically } from '../files/atomic'
import { forPeople } from '../files/handles'
import { cancelled } from '../jobs'
import { type CheckedRow, checkRow, lineProblem } from './check-row'
import { type DatasetFile, fileOf, lineText, readDatasetFile, withEdits } from './dataset-file'
import { Journal } from './journal'
import { lastOf, type PromptTemplate, TemplateInference, withoutInstruction } from './prompt-template'

/** Longest source or rewrite a list shows, in UTF-16 units. */
const previewLength = 2000

/** What names a dataset while it is open. */
export type DatasetIdentity = Pick<DatasetSummary, 'id' | 'name' | 'origin'> & { readonly path: string; readonly journal: string }

/** A usable row, as training and scoring take it. */
export type UsableRow = { readonly index: number; readonly messages: readonly Message[] }

/** One open file: its rows, their problems, and the edits that wait to be saved. */
export class OpenDataset {
  readonly identity: DatasetIdentity
  #file: DatasetFile
  readonly #journal: Journal
  readonly #edits: Map<number, string>
  readonly #problems = new Map<number, readonly Problem[]>()
  /** What the problems add up to, kept along with them: an edit of one row must not count all others. */
  #counts = { errors: 0, warnings: 0, unusableRows: 0 }
  /** Rows with problems in the order of the file; null when it has to be made anew. */
  #problemRows: readonly number[] | null = null
  /** Edits and saves wait here for each other: what is noted while the file is being written belongs to the next save. */
  #turn: Promise<unknown> = Promise.resolve()
  #template: PromptTemplate = { system: null, before: '' }

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
    const { errors, warnings, unusableRows } = this.#counts
    return {
      id,
      name,
      origin,
      location: forPeople(path),
      bytes: this.#file.bytes.length,
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

  /** How its rows put a text to the model. */
  get template(): PromptTemplate {
    return this.#template
  }

  /** Every problem, in the order of the file. */
  problems(): Problem[] {
    return this.#rowsWithProblems().flatMap((row) => this.#problems.get(row) ?? [])
  }

  /** A window of the list. */
  rows(offset: number, limit: number, only: 'all' | 'problems' | 'edited'): { total: number; rows: RowView[] } {
    const chosen = only === 'problems' ? this.#rowsWithProblems() : only === 'edited' ? [...this.#edits.keys()].sort((a, b) => a - b) : null
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

  /** One row's text and turns. */
  row(index: number): { row: RowView; raw: string; messages: readonly Message[] | null } {
    const checked = this.#check(index)
    return { row: this.#viewOf(index, checked), raw: this.#textOf(index), messages: checked.messages }
  }

  /** What this text would be as the row; nothing changes. */
  try(index: number, raw: string): RowView {
    this.#lineOf(index)
    return this.#viewOf(index, checkRow(oneLine(raw), index + 1))
  }

  /** Replaces a row; noted on disk before it counts. The file itself stays as it is until `save`. */
  edit(index: number, raw: string): Promise<RowView> {
    return this.#inTurn(async () => {
      this.#lineOf(index)
      const text = oneLine(raw)
      await this.#journal.note({ type: 'edit', row: index, raw: text })
      this.#edits.set(index, text)
      return this.#recheck(index)
    })
  }

  /** Takes a row back to what the file holds. */
  revert(index: number): Promise<RowView> {
    return this.#inTurn(async () => {
      this.#lineOf(index)
      await this.#journal.note({ type: 'revert', row: index })
      this.#edits.delete(index)
      return this.#recheck(index)
    })
  }

  /** Writes the edits to the file, every other byte as it was. `file-changed` if somebody else wrote it since, unless `overwrite`. */
  save(overwrite: boolean): Promise<void> {
    return this.#inTurn(() => this.#write(overwrite))
  }

  async #write(overwrite: boolean): Promise<void> {
    const { path, name } = this.identity
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
    await writeAtomically(path, bytes)
    this.#file = fileOf(bytes)
    await this.#journal.restart({ path, sha256: this.#file.sha256 })
    this.#edits.clear()
    await this.#checkAll()
  }

  /** Rows that can be trained on, in the order of the file. */
  *usable(): Generator<UsableRow> {
    for (let index = 0; index < this.#file.lines.length; index++) {
      if (hasError(this.#problems.get(index) ?? [])) continue
      const { messages } = this.#check(index)
      if (messages) yield { index, messages }
    }
  }

  /** Reads every row, and lets others have the thread in between. */
  async #checkAll(signal?: AbortSignal): Promise<void> {
    const inference = new TemplateInference()
    let started = performance.now()
    for (let index = 0; index < this.#file.lines.length; index++) {
      const { messages, problems } = this.#check(index)
      this.#note(index, problems)
      if (messages && !hasError(problems)) inference.add(messages)
      if (performance.now() - started > 20) {
        await setImmediate()
        if (signal?.aborted) throw cancelled()
        started = performance.now()
      }
    }
    // A last line that was emptied is no line any more.
    for (const index of [...this.#problems.keys()]) if (index >= this.#file.lines.length) this.#note(index, [])
    this.#template = inference.template()
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work)
    this.#turn = done.catch(() => undefined)
    return done
  }

  #check(index: number): CheckedRow {
    const line = index + 1
    const edited = this.#edits.get(index)
    if (edited !== undefined) return checkRow(edited, line)
    const place = this.#lineOf(index)
    if (place.end - place.start > maxLineBytes) {
      return {
        messages: null,
        problems: [lineProblem('line-too-long', line, 1, `The line is longer than ${maxLineBytes / 1024 / 1024} MiB.`)],
      }
    }
    const { text, valid } = lineText(this.#file, place)
    if (!valid) {
      const column = Math.max(0, text.indexOf('\ufffd')) + 1
      return { messages: null, problems: [lineProblem('bad-encoding', line, column, 'The line has bytes that are not UTF-8.')] }
    }
    const checked = checkRow(text, line)
    if (index > 0 || !this.#file.hasMark) return checked
    const mark: Problem = {
      code: 'byte-order-mark',
      severity: 'warning',
      message: 'The file begins with a byte order mark, which stops other tools.',
      line,
      column: 1,
    }
    return { ...checked, problems: [mark, ...checked.problems] }
  }

  #recheck(index: number): RowView {
    const checked = this.#check(index)
    this.#note(index, checked.problems)
    return this.#viewOf(index, checked)
  }

  #note(index: number, problems: readonly Problem[]): void {
    const before = this.#problems.get(index) ?? []
    this.#count(before, -1)
    this.#count(problems, 1)
    if (before.length > 0 !== problems.length > 0) this.#problemRows = null
    if (problems.length > 0) this.#problems.set(index, problems)
    else this.#problems.delete(index)
  }

  #count(problems: readonly Problem[], sign: 1 | -1): void {
    const errors = problems.filter(({ severity }) => severity === 'error').length
    this.#counts.errors += sign * errors
    this.#counts.warnings += sign * (problems.length - errors)
    if (errors > 0) this.#counts.unusableRows += sign
  }

  #rowsWithProblems(): readonly number[] {
    this.#problemRows ??= [...this.#problems.keys()].sort((a, b) => a - b)
    return this.#problemRows
  }

  #viewOf(index: number, { messages, problems }: CheckedRow): RowView {
    const user = messages && lastOf(messages, 'user')
    return {
      index,
      line: index + 1,
      usable: !hasError(problems),
      edited: this.#edits.has(index),
      source: user === null ? null : withoutInstruction(user, this.#template).slice(0, previewLength),
      rewrite: messages && (lastOf(messages, 'assistant')?.slice(0, previewLength) ?? null),
      problems,
    }
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

function hasError(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'error')
}
