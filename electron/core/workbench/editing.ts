import { type Change, runsOf } from './changes'
import type { Document } from './document'
import type { History, Step } from './history'
import type { Journal } from './journal'
import type { JournalEntry, RowPart } from './journal-entries'
import { carryOut, type Planned } from './planned'
import { fileTexts, GatheredTexts } from './text-places'

/** A row that is added: its text, and the row it follows; null for the beginning. */
export type AddedRow = { readonly raw: string; readonly after: number | null }

/** What a step is made of, as it is asked for: of texts and of inserted rows at most one each. `texts` are read once. */
export type Wish =
  | { readonly kind: 'text'; readonly texts: Iterable<readonly [id: number, raw: string]> }
  /** Back to what the files hold, to the byte. */
  | { readonly kind: 'revert'; readonly ids: Uint32Array }
  | { readonly kind: 'remove'; readonly ids: Uint32Array }
  | { readonly kind: 'insert'; readonly rows: readonly AddedRow[] }
  | { readonly kind: 'part'; readonly ids: Uint32Array; readonly part: RowPart }

/** Milliseconds after which typing in the same row is another step. */
const typingPause = 5_000

/** Changes a document so that it can be taken back: each step is in the journal before it counts. */
export class Editing {
  readonly #document: Document
  readonly #journal: Journal
  readonly #history: History

  constructor(document: Document, journal: Journal, history: History) {
    this.#document = document
    this.#journal = journal
    this.#history = history
  }

  /** Does several things as one step; what was done. Nothing where that would change nothing. Throws `file-not-written`, `disk-full`. */
  perform(label: string, wishes: readonly Wish[], typing: number | null = null): readonly Change[] {
    const at = new Date().toISOString()
    const gathered = wishes.map((wish) => this.#prepare(wish))
    this.#journal.append(linesOf(label, at, typing, gathered), (entry, place) => {
      if (entry.type !== 'text' && entry.type !== 'insert') return
      for (const { texts, takes } of gathered) if (takes(entry)) return texts.add(entry.row, place)
    })
    const changes = gathered.flatMap(({ plan }) => carryOut(this.#document, plan()))
    if (changes.length > 0) this.#history.push({ label, at, changes, typing })
    return changes
  }

  /** Lets a row say what was typed. Typing on in the same row is the same step. */
  type(id: number, raw: string, label: string): readonly Change[] {
    const { last } = this.#history
    const [change] = last?.changes ?? []
    const fresh = last === null || Date.now() - Date.parse(last.at) > typingPause || this.#history.next !== null
    if (fresh || last.typing !== id || change?.kind !== 'text' || last.changes.length !== 1)
      return this.perform(label, [{ kind: 'text', texts: [[id, raw]] }], id)
    const at = new Date().toISOString()
    const texts = new GatheredTexts()
    this.#journal.append([{ type: 'typed', row: id, raw }], (_, place) => texts.add(id, place))
    const typed: Change = { ...change, after: texts.places }
    this.#document.apply(typed)
    this.#history.amend({ ...last, at, changes: [typed] })
    return [typed]
  }

  /** Takes the last step back; what was done, null where there is none. */
  undo(): { readonly step: Step; readonly changes: readonly Change[] } | null {
    const { last } = this.#history
    if (!last) return null
    this.#journal.append([{ type: 'undo' }])
    const changes = this.#history.undo()
    for (const change of changes) this.#document.apply(change)
    return { step: last, changes }
  }

  /** Brings back what was taken back last. */
  redo(): { readonly step: Step; readonly changes: readonly Change[] } | null {
    const { next } = this.#history
    if (!next) return null
    this.#journal.append([{ type: 'redo' }])
    const changes = this.#history.redo()
    for (const change of changes) this.#document.apply(change)
    return { step: next, changes }
  }

  #prepare(wish: Wish): Gathered {
    const texts = new GatheredTexts()
    switch (wish.kind) {
      case 'text':
        return {
          lines: () => textLines(wish.texts),
          takes: ({ type }) => type === 'text',
          texts,
          plan: () => ({ kind: 'text', ids: texts.ids, texts: texts.places }),
        }
      case 'insert': {
        const first = this.#document.reserve(wish.rows.length)
        return {
          lines: () => wish.rows.map(({ raw, after }, at): JournalEntry => ({ type: 'insert', row: first + at, after, raw })),
          takes: ({ row }) => row >= first && row < first + wish.rows.length,
          texts,
          plan: () => ({ kind: 'insert', ids: texts.ids, texts: texts.places, afters: wish.rows.map(({ after }) => after) }),
        }
      }
      case 'revert':
        return {
          lines: () => [{ type: 'revert', rows: runsOf(wish.ids) }],
          takes: () => false,
          texts,
          plan: () => ({ kind: 'text', ids: wish.ids, texts: fileTexts(wish.ids.length) }),
        }
      case 'remove':
        return {
          lines: () => [{ type: 'remove', rows: runsOf(wish.ids) }],
          takes: () => false,
          texts,
          plan: () => ({ kind: 'remove', ids: wish.ids }),
        }
      case 'part':
        return {
          lines: () => [{ type: 'part', part: wish.part, rows: runsOf(wish.ids) }],
          takes: () => false,
          texts,
          plan: () => ({ kind: 'part', ids: wish.ids, part: wish.part }),
        }
    }
  }
}

type WrittenText = Extract<JournalEntry, { type: 'text' | 'insert' }>

type Gathered = {
  readonly lines: () => Iterable<JournalEntry>
  /** Whether a written text is one of its. */
  readonly takes: (entry: WrittenText) => boolean
  readonly texts: GatheredTexts
  readonly plan: () => Planned
}

function* linesOf(label: string, at: string, typing: number | null, gathered: readonly Gathered[]): Generator<JournalEntry> {
  yield { type: 'step', label, at, ...(typing !== null && { typing }) }
  for (const { lines } of gathered) yield* lines()
  yield { type: 'end' }
}

function* textLines(texts: Iterable<readonly [number, string]>): Generator<JournalEntry> {
  for (const [row, raw] of texts) yield { type: 'text', row, raw }
}
