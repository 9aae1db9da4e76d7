import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { z } from 'zod'
import { StudioError } from '../../shared/errors'
import { type HistoryEntry, historyEntry } from '../../shared/history'
import type { Rewrite } from '../../shared/resolution'
import { compare } from '../alignment/edits'
import { writeAtomically } from '../files/atomic'
import { appendJsonLineDurably, readJsonLines } from '../files/json-lines'

/** Most texts that are remembered; the oldest go. */
const mostKept = 1_000

const line = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('resolved'), entry: historyEntry }),
  z.strictObject({ type: z.literal('forgotten'), id: z.string() }),
  z.strictObject({ type: z.literal('keeping'), on: z.boolean() }),
])
type Line = z.infer<typeof line>

/** The texts that were resolved, newest first, unless the person wants nothing kept. */
export class History {
  readonly #path: string
  #entries: readonly HistoryEntry[] = []
  #keeping = true
  #writing: Promise<unknown> = Promise.resolve()

  private constructor(path: string) {
    this.#path = path
  }

  /** Opens the history in a file; begins it where there is none. What cannot be read of it is passed over. */
  static async open(path: string): Promise<History> {
    const history = new History(path)
    const lines = await readJsonLines(path, line)
    for (const each of lines) history.#take(each)
    if (lines.length > 2 * mostKept) await history.#writeAnew()
    return history
  }

  /** Whether texts are kept from now on. */
  get keeping(): boolean {
    return this.#keeping
  }

  /** Entries that hold the words, in their source or an answer and whatever the case, newest first. */
  list(search: string, offset: number, limit: number): { readonly total: number; readonly entries: readonly HistoryEntry[] } {
    const wanted = search.trim().toLowerCase()
    const holds = ({ source, answers }: HistoryEntry) =>
      [source, ...answers.map(({ output }) => output)].some((text) => text.toLowerCase().includes(wanted))
    const found = wanted === '' ? this.#entries : this.#entries.filter(holds)
    return { total: found.length, entries: found.slice(offset, offset + limit) }
  }

  /** What an entry says, with what each answer changed. Throws `not-found`. */
  open(id: string): { readonly entry: HistoryEntry; readonly rewrites: readonly Rewrite[] } {
    const entry = this.#entries.find((other) => other.id === id)
    if (entry === undefined) throw new StudioError({ code: 'not-found', message: 'That text is no longer remembered.' })
    const rewrites = entry.answers.map(({ name: _, ...answer }): Rewrite => ({ ...answer, ...compare(entry.source, answer.output) }))
    return { entry, rewrites }
  }

  /** Keeps a text and its answers, if that is wanted. Throws `disk-full`, `file-not-written`. */
  async add(entry: Omit<HistoryEntry, 'id' | 'at'>): Promise<void> {
    if (!this.#keeping) return
    const id = `h-${randomBytes(8).toString('hex')}`
    await this.#note({ type: 'resolved', entry: { ...entry, id, at: new Date().toISOString() } })
  }

  /** Forgets one entry. */
  async forget(id: string): Promise<void> {
    await this.#note({ type: 'forgotten', id })
  }

  /** Forgets everything: nothing of it stays in the file. */
  async forgetAll(): Promise<void> {
    await this.#inTurn(async () => {
      this.#entries = []
      await this.#writeAnew()
    })
  }

  /** Whether texts are kept. Switched off, what was kept before is forgotten too. */
  async keep(on: boolean): Promise<void> {
    if (on === this.#keeping) return
    await this.#inTurn(async () => {
      this.#keeping = on
      if (!on) this.#entries = []
      await this.#writeAnew()
    })
  }

  async #note(next: Line): Promise<void> {
    await this.#inTurn(async () => {
      await appendJsonLineDurably(this.#path, next)
      this.#take(next)
    })
  }

  #take(next: Line): void {
    switch (next.type) {
      case 'resolved':
        this.#entries = [next.entry, ...this.#entries].slice(0, mostKept)
        break
      case 'forgotten':
        this.#entries = this.#entries.filter(({ id }) => id !== next.id)
        break
      case 'keeping':
        this.#keeping = next.on
        break
    }
  }

  async #writeAnew(): Promise<void> {
    const lines: readonly Line[] = [
      ...(this.#keeping ? [] : [{ type: 'keeping', on: false } as const]),
      ...[...this.#entries].reverse().map((entry): Line => ({ type: 'resolved', entry })),
    ]
    if (lines.length === 0) await rm(this.#path, { force: true })
    else await writeAtomically(this.#path, lines.map((each) => `${JSON.stringify(each)}\n`).join(''))
  }

  /** Writes come one after the other. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#writing.then(work, work)
    this.#writing = done.catch(() => undefined)
    return done
  }
}
