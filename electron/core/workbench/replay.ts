import { type Change, partCode, rowsOf } from './changes'
import type { Document } from './document'
import type { History, Step } from './history'
import type { Journal, JournalPlace, PlacedEntry } from './journal'
import type { JournalEntry, RowPart } from './journal-entries'
import { carryOut, type Planned } from './planned'
import { fileTexts, GatheredTexts } from './text-places'

type EntryOf<T extends JournalEntry['type']> = Extract<JournalEntry, { type: T }>

/**
 * Does again what a journal holds, on the files it belongs to. Lines that cannot be read are passed over: every step they leave whole
 * comes back. Texts of past steps that lie in the journal keep their places there. `from` is the byte to begin at.
 */
export function replay(journal: Journal, document: Document, history: History, damaged: { lines: number }, from = 0): void {
  const past = new Past(document)
  let step: Draft | null = null
  for (const placed of journal.entries(damaged, from)) {
    const { entry } = placed
    if (past.take(placed)) continue
    switch (entry.type) {
      case 'present':
        history.restore(past.steps, entry.steps)
        break
      case 'parts':
        putInParts(document, entry.part, entry.rows)
        break
      case 'step':
        step = new Draft(entry)
        break
      case 'text':
      case 'insert':
      case 'revert':
      case 'remove':
      case 'part':
        step?.take(document, placed)
        break
      case 'end':
        if (step) finish(step, document, history)
        step = null
        break
      case 'typed':
        typeOn(placed, entry, document, history)
        break
      case 'undo':
        for (const change of history.undo()) document.apply(change)
        break
      case 'redo':
        for (const change of history.redo()) document.apply(change)
        break
      case 'opened':
      case 'saving':
      case 'writing':
      case 'past':
      case 'pastRow':
      case 'pastText':
      case 'pastOrder':
      case 'pastPart':
        break
    }
  }
}

function finish(step: Draft, document: Document, history: History): void {
  const changes = step.plans().flatMap((plan) => carryOut(document, plan))
  const { label, at, typing } = step.begun
  if (changes.length > 0) history.push({ label, at, changes, typing: typing ?? null })
}

function typeOn({ place }: PlacedEntry, { row }: EntryOf<'typed'>, document: Document, history: History): void {
  const texts = new GatheredTexts()
  texts.add(row, place)
  const { last } = history
  const [change] = last?.changes ?? []
  if (last?.typing === row && change?.kind === 'text') {
    const typed: Change = { ...change, after: texts.places }
    document.apply(typed)
    history.amend({ ...last, changes: [typed] })
    return
  }
  // Its step was damaged: what was typed last counts all the same.
  const changes = carryOut(document, { kind: 'text', ids: texts.ids, texts: texts.places })
  history.push({ label: 'Edit a row', at: new Date(0).toISOString(), changes, typing: row })
}

/** Puts rows in a part without a step: it was said in an earlier session. */
export function putInParts(document: Document, part: RowPart, rows: readonly (readonly [number, number])[]): void {
  const ids = Uint32Array.from(rowsOf(rows))
  const after = new Uint8Array(ids.length).fill(partCode(part))
  document.apply({ kind: 'part', ids, before: Uint8Array.from(ids, (id) => document.partCode(id)), after })
}

/** A step as its lines come by. */
class Draft {
  readonly begun: EntryOf<'step'>
  readonly #plans: (() => Planned)[] = []
  #texts: GatheredTexts | null = null
  #inserted: { readonly texts: GatheredTexts; readonly afters: (number | null)[] } | null = null

  constructor(begun: EntryOf<'step'>) {
    this.begun = begun
  }

  take(document: Document, { entry, place }: PlacedEntry): void {
    if (entry.type === 'text') this.#text().add(entry.row, place)
    else if (entry.type === 'insert') {
      // The numbers that its rows had are theirs again.
      if (entry.row >= document.rows) document.reserve(entry.row + 1 - document.rows)
      const inserted = this.#insert()
      inserted.texts.add(entry.row, place)
      inserted.afters.push(entry.after)
    } else if (entry.type === 'revert') {
      const ids = Uint32Array.from(rowsOf(entry.rows))
      this.#plans.push(() => ({ kind: 'text', ids, texts: fileTexts(ids.length) }))
    } else if (entry.type === 'remove') {
      const ids = Uint32Array.from(rowsOf(entry.rows))
      this.#plans.push(() => ({ kind: 'remove', ids }))
    } else if (entry.type === 'part') {
      const ids = Uint32Array.from(rowsOf(entry.rows))
      this.#plans.push(() => ({ kind: 'part', ids, part: entry.part }))
    }
  }

  plans(): Planned[] {
    return this.#plans.map((plan) => plan())
  }

  #text(): GatheredTexts {
    if (this.#texts) return this.#texts
    const texts = new GatheredTexts()
    this.#texts = texts
    this.#plans.push(() => ({ kind: 'text', ids: texts.ids, texts: texts.places }))
    return texts
  }

  #insert(): { readonly texts: GatheredTexts; readonly afters: (number | null)[] } {
    if (this.#inserted) return this.#inserted
    const inserted = { texts: new GatheredTexts(), afters: [] as (number | null)[] }
    this.#inserted = inserted
    this.#plans.push(() => ({ kind: 'insert', ids: inserted.texts.ids, texts: inserted.texts.places, afters: inserted.afters }))
    return inserted
  }
}

/** Steps of earlier sessions that the files hold already, as their lines come by. */
class Past {
  readonly steps: Step[] = []
  readonly #document: Document
  #changes: Change[] = []
  #texts: { readonly before: GatheredTexts; readonly after: GatheredTexts } | null = null

  constructor(document: Document) {
    this.#document = document
  }

  /** Whether it was one of its lines. */
  take({ entry, place }: PlacedEntry): boolean {
    if (entry.type !== 'pastText') this.#endTexts()
    switch (entry.type) {
      case 'past':
        this.#changes = []
        this.steps.push({ label: entry.label, at: entry.at, changes: this.#changes, typing: null })
        return true
      case 'pastRow':
        if (entry.row >= this.#document.rows) this.#document.reserve(entry.row + 1 - this.#document.rows)
        this.#document.setText(entry.row, place)
        return true
      case 'pastText':
        this.#text(entry, place)
        return true
      case 'pastOrder': {
        const [ids, places] = [Uint32Array.from(entry.rows), Uint32Array.from(entry.places)]
        this.#changes.push({ kind: entry.change, ids, places })
        return true
      }
      case 'pastPart':
        this.#changes.push({
          kind: 'part',
          ids: Uint32Array.from(entry.rows),
          before: Uint8Array.from(entry.before, partCode),
          after: Uint8Array.from(entry.after, partCode),
        })
        return true
      default:
        return false
    }
  }
  #text({ when, row, raw }: EntryOf<'pastText'>, place: JournalPlace): void {
    if (when === 'before' && this.#texts && this.#texts.after.length > 0) this.#endTexts()
    this.#texts ??= { before: new GatheredTexts(), after: new GatheredTexts() }
    this.#texts[when].add(row, raw === null ? null : place)
  }

  #endTexts(): void {
    if (this.#texts === null) return
    const { before, after } = this.#texts
    // A line that could not be read leaves the two unlike: what is left of such a change cannot be taken back whole.
    if (before.length === after.length) this.#changes.push({ kind: 'text', ids: after.ids, before: before.places, after: after.places })
    this.#texts = null
  }
}
