import { setImmediate } from 'node:timers/promises'
import {
  type DataPart,
  everyRow,
  type ProblemCode,
  type Replacement,
  type ReplacePreview,
  type RowDetail,
  type RowSelection,
} from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import { counted } from '../../shared/quantities'
import { cancelled } from '../jobs'
import { oneLine } from '../rows/row-edit'
import type { Bench } from './bench'
import type { Change } from './changes'
import { chosenRows, knownRow } from './chosen-rows'
import type { Wish } from './editing'
import type { RowPart } from './journal-entries'
import { mended, withTurn } from './mending'
import { type Replaced, replacerOf } from './replacing'

/** What edits work on: the rows as they stand, and the way to change them. */
export type EditedRows = {
  /** The bench, with every line known. */
  readonly bench: () => Bench
  /** Does something to the rows and takes it in. */
  readonly change: (work: () => readonly Change[]) => void
  /** Another after every change and every save. */
  readonly version: () => string
}

const partWords: Readonly<Record<DataPart, string>> = { train: 'training', valid: 'validation', test: 'the held-out rows' }
/** Rows that would change of which a preview shows both texts. */
const shownExamples = 50
/** Milliseconds of work between two moments in which others have the thread. */
const turn = 10

/** Everything that is done to rows, which are called by their names: each a step that can be taken back. */
export class RowEdits {
  readonly #rows: EditedRows

  constructor(rows: EditedRows) {
    this.#rows = rows
  }

  /** Lets a row say what was typed; typing on is the same step. Throws `not-found`. */
  type(name: number, raw: string): RowDetail {
    return this.#type(knownRow(this.#bench, name), raw)
  }

  /** The same for one of its turns. Throws `bad-input` where it has no such turn. */
  typeTurn(name: number, turnAt: number, text: string): RowDetail {
    const id = knownRow(this.#bench, name)
    const { checking } = this.#bench
    const written = withTurn(checking.line(id).raw.text, checking.format, turnAt, text)
    if (written === null)
      throw new StudioError({ code: 'bad-input', message: 'This row has no such text to write in.', hint: 'Mend it as JSON first.' })
    return this.#type(id, written)
  }

  /** Takes rows back to what their file holds. Returns how many. */
  revert(selection: RowSelection): number {
    const { document } = this.#bench
    const ids = chosenRows(this.#bench, selection).filter((id) => document.isEdited(id) && document.lineOf(id) !== null)
    return this.#perform('Revert', ids.length, [{ kind: 'revert', ids }])
  }

  /** Takes rows away. Returns how many. */
  remove(selection: RowSelection): number {
    const ids = chosenRows(this.#bench, selection)
    return this.#perform('Delete', ids.length, [{ kind: 'remove', ids }])
  }

  /** Puts a copy behind each row. Returns the names of the copies. */
  duplicate(selection: RowSelection): readonly number[] {
    const { document } = this.#bench
    const rows = Array.from(chosenRows(this.#bench, selection), (id) => ({ raw: document.text(id).text, after: id }))
    return this.#insert('Duplicate', rows)
  }

  /** Adds rows behind another, or behind the last, also where the other is gone. Returns their names. */
  insert(raws: readonly string[], after: number | null): readonly number[] {
    const { document, names } = this.#bench
    const { order } = document
    const known = after === null ? -1 : names.idOf(after)
    const anchor = known === -1 ? (order.at(order.length - 1) ?? null) : known
    return this.#insert(
      'Add',
      raws.map((raw) => ({ raw: oneLine(raw), after: anchor })),
    )
  }

  /** Puts rows in a part of the data, whatever the split says; null leaves them to it. Returns how many. */
  assign(selection: RowSelection, part: RowPart): number {
    if (part === null && this.#bench.document.isDivided)
      throw new StudioError({ code: 'bad-input', message: 'Rows of a folder belong to one of its files.', hint: 'Move them to a part.' })
    const ids = chosenRows(this.#bench, selection)
    return this.#perform(part === null ? 'Leave to the split' : `Move to ${partWords[part]}`, ids.length, [{ kind: 'part', ids, part }])
  }

  /** Mends one kind of problem in some rows, or in all that have it. Returns in how many. */
  mend(code: ProblemCode, selection: RowSelection | null): number {
    const { checking } = this.#bench
    const texts: [number, string][] = []
    const removed: number[] = []
    for (const id of chosenRows(this.#bench, selection ?? { of: 'query', query: { ...everyRow, problem: code }, except: [] })) {
      const text = mended(checking, checking.line(id), code)
      if (text === null) removed.push(id)
      else if (text !== undefined) texts.push([id, oneLine(text)])
    }
    const wishes: Wish[] = []
    if (texts.length > 0) wishes.push({ kind: 'text', texts })
    if (removed.length > 0) wishes.push({ kind: 'remove', ids: Uint32Array.from(removed) })
    return this.#perform('Mend', texts.length + removed.length, wishes)
  }

  /** What replacing would change; nothing changes. Throws `cancelled`, `bad-input` for an expression that is none. */
  async previewReplace(selection: RowSelection, request: Replacement, signal: AbortSignal): Promise<ReplacePreview> {
    for (;;) {
      const { document, names } = this.#bench
      const version = this.#rows.version()
      let [matches, rows] = [0, 0]
      const examples: ReplacePreview['examples'][number][] = []
      for await (const { id, before, after, ...found } of this.#replaced(selection, request, signal)) {
        matches += found.matches
        rows += 1
        if (examples.length < shownExamples) examples.push({ id: names.of(id), line: document.order.placeOf(id) + 1, before, after })
      }
      if (version === this.#rows.version()) return { matches, rows, examples }
    }
  }

  /** Replaces a text in rows, as one step; begins again where rows changed while it was looked for. Returns in how many rows. */
  async replace(selection: RowSelection, request: Replacement, signal: AbortSignal): Promise<number> {
    for (;;) {
      const version = this.#rows.version()
      const texts: [number, string][] = []
      for await (const { id, raw } of this.#replaced(selection, request, signal)) texts.push([id, raw])
      if (version === this.#rows.version()) return this.#perform('Replace', texts.length, [{ kind: 'text', texts }])
    }
  }

  /** Takes the last step back. Returns what it was; null where there is none. */
  undo(): string | null {
    const { editing, history } = this.#bench
    const label = history.last?.label ?? null
    this.#rows.change(() => editing.undo()?.changes ?? [])
    return label
  }

  /** Brings the next step back. */
  redo(): string | null {
    const { editing, history } = this.#bench
    const label = history.next?.label ?? null
    this.#rows.change(() => editing.redo()?.changes ?? [])
    return label
  }

  get #bench(): Bench {
    return this.#rows.bench()
  }

  #type(id: number, raw: string): RowDetail {
    const { document, editing, view } = this.#bench
    const label = `Edit row ${document.order.placeOf(id) + 1}`
    this.#rows.change(() => editing.type(id, oneLine(raw), label))
    return view.detail(id)
  }

  #insert(what: string, rows: readonly { readonly raw: string; readonly after: number | null }[]): readonly number[] {
    const { document, names } = this.#bench
    const first = document.rows
    this.#perform(what, rows.length, [{ kind: 'insert', rows }])
    return rows.map((_, at) => names.of(first + at))
  }

  #perform(what: string, rows: number, wishes: readonly Wish[]): number {
    if (rows === 0) return 0
    this.#rows.change(() => this.#bench.editing.perform(`${what}: ${counted(rows, 'row')}`, wishes))
    return rows
  }

  /** Ends early where rows changed meanwhile. */
  async *#replaced(
    selection: RowSelection,
    { search, replacement, where }: Replacement,
    signal: AbortSignal,
  ): AsyncGenerator<Replaced & { readonly id: number }> {
    const { checking } = this.#bench
    const replace = replacerOf(search, replacement, where, checking.format)
    const version = this.#rows.version()
    let started = performance.now()
    for (const id of chosenRows(this.#bench, selection)) {
      const found = replace(checking.line(id))
      if (found) yield { id, ...found }
      if (performance.now() - started < turn) continue
      await setImmediate()
      if (signal.aborted) throw cancelled()
      if (version !== this.#rows.version()) return
      started = performance.now()
    }
  }
}
