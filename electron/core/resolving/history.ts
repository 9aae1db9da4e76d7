import { randomBytes } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import { z } from 'zod'
import { type Failure, StudioError, toFailure } from '../../shared/errors'
import { type HistoryEntry, type HistoryHead, historyEntry, shownBeginning } from '../../shared/history'
import type { Rewrite } from '../../shared/resolution'
import { compare } from '../alignment/edits'
import { writeAtomically } from '../files/atomic'
import { unreadable } from '../files/handles'
import { appendJsonLineDurably, readJsonLines } from '../files/json-lines'

/** Most texts that are remembered, and most bytes of them; the oldest go. */
export type HistoryBounds = { readonly texts: number; readonly bytes: number }

const ordinaryBounds: HistoryBounds = { texts: 1_000, bytes: 50_000_000 }

const line = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('resolved'), entry: historyEntry }),
  z.strictObject({ type: z.literal('forgotten'), id: z.string() }),
  z.strictObject({ type: z.literal('keeping'), on: z.boolean() }),
])
type Line = z.infer<typeof line>

/** An entry, and how many bytes its line has. */
type Kept = { readonly entry: HistoryEntry; readonly bytes: number }

/** The texts that were resolved, newest first, unless the person wants nothing kept. */
export class History {
  readonly #path: string
  readonly #bounds: HistoryBounds
  #kept: readonly Kept[] = []
  #keeping = true
  /** Lines and bytes of the file, what is forgotten included. */
  #written = { lines: 0, bytes: 0 }
  #failure: Failure | null = null
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(path: string, bounds: HistoryBounds) {
    this.#path = path
    this.#bounds = bounds
  }

  /**
   * Opens the history in a file; begins it where there is none. Lines that cannot be read are passed over; where the file cannot be,
   * `failure` says so, and nothing is remembered of it.
   */
  static async open(path: string, bounds = ordinaryBounds): Promise<History> {
    const history = new History(path, bounds)
    try {
      const lines = await readJsonLines(path, line)
      for (const each of lines) history.#take(each, bytesOf(each))
      history.#written = { lines: lines.length, bytes: lines.length === 0 ? 0 : (await stat(path)).size }
      await history.#shrink()
    } catch (error) {
      history.#failure = error instanceof StudioError ? error.failure : unreadable(path, error).failure
    }
    return history
  }

  /** Whether texts are kept from now on. */
  get keeping(): boolean {
    return this.#keeping
  }

  /** Why the last text was not kept, or what was kept before cannot be read; null where all is well. */
  get failure(): Failure | null {
    return this.#failure
  }

  /** Entries that hold the words, in their source or an answer and whatever the case, newest first. */
  list(search: string, offset: number, limit: number): { readonly total: number; readonly entries: readonly HistoryHead[] } {
    const wanted = search.trim().toLowerCase()
    const holds = ({ entry: { source, answers } }: Kept) =>
      [source, ...answers.map(({ output }) => output)].some((text) => text.toLowerCase().includes(wanted))
    const found = wanted === '' ? this.#kept : this.#kept.filter(holds)
    return { total: found.length, entries: found.slice(offset, offset + limit).map(({ entry }) => headOf(entry)) }
  }

  /** What an entry says, with what each answer changed. Throws `not-found`. */
  open(id: string): { readonly entry: HistoryEntry; readonly rewrites: readonly Rewrite[] } {
    const entry = this.#kept.find((other) => other.entry.id === id)?.entry
    if (entry === undefined) throw new StudioError({ code: 'not-found', message: 'That text is no longer remembered.' })
    const rewrites = entry.answers.map(
      ({ name: _, ...answer }): Rewrite => ({ ...answer, ...compare(entry.source, answer.output, answer.parts) }),
    )
    return { entry, rewrites }
  }

  /** Keeps a text and its answers, if that is wanted. Never throws, since the answers are there all the same: `failure` says what went wrong. */
  async add(asked: Pick<HistoryEntry, 'source' | 'by' | 'against'>, rewrites: readonly Rewrite[]): Promise<void> {
    if (!this.#keeping) return
    const id = `h-${randomBytes(8).toString('hex')}`
    const { source, by, against } = asked
    const answers = rewrites.map(({ edits: _, clusters: __, leftAsIs: ___, ...answer }) => ({ ...answer, name: nameOf(answer) }))
    const next: Line = { type: 'resolved', entry: { source, by, against, answers, id, at: new Date().toISOString() } }
    await this.#inTurn(async () => {
      // Switched off meanwhile, it is not wanted any more.
      if (!this.#keeping) return
      await appendJsonLineDurably(this.#path, next)
      const bytes = bytesOf(next)
      this.#take(next, bytes)
      this.#written = { lines: this.#written.lines + 1, bytes: this.#written.bytes + bytes }
      await this.#shrink()
      this.#failure = null
    }).catch((error: unknown) => {
      this.#failure = toFailure(error)
    })
  }

  /** Forgets one entry: nothing of it stays in the file. Throws `disk-full`, `file-not-written`. */
  async forget(id: string): Promise<void> {
    await this.#inTurn(() =>
      this.#writeAnew(
        this.#kept.filter(({ entry }) => entry.id !== id),
        this.#keeping,
      ),
    )
  }

  /** Forgets everything: nothing of it stays in the file. Throws `disk-full`, `file-not-written`. */
  async forgetAll(): Promise<void> {
    await this.#inTurn(() => this.#writeAnew([], this.#keeping))
  }

  /** Whether texts are kept. Switched off, what was kept before is forgotten too. Throws `disk-full`, `file-not-written`. */
  async keep(on: boolean): Promise<void> {
    await this.#inTurn(async () => {
      if (on !== this.#keeping) await this.#writeAnew(on ? this.#kept : [], on)
    })
  }

  #take(next: Line, bytes: number): void {
    switch (next.type) {
      case 'resolved':
        this.#kept = bounded([{ entry: next.entry, bytes }, ...this.#kept], this.#bounds)
        break
      case 'forgotten':
        this.#kept = this.#kept.filter(({ entry }) => entry.id !== next.id)
        break
      case 'keeping':
        this.#keeping = next.on
        break
    }
  }

  /** Writes the file anew once more than half of it may be what is kept no longer. */
  async #shrink(): Promise<void> {
    const { lines, bytes } = this.#written
    if (lines > 2 * this.#bounds.texts || bytes > 2 * this.#bounds.bytes) await this.#writeAnew(this.#kept, this.#keeping)
  }

  async #writeAnew(kept: readonly Kept[], keeping: boolean): Promise<void> {
    const lines: readonly Line[] = [
      ...(keeping ? [] : [{ type: 'keeping', on: false } as const]),
      ...kept.toReversed().map(({ entry }): Line => ({ type: 'resolved', entry })),
    ]
    if (lines.length === 0) await rm(this.#path, { force: true })
    else await writeAtomically(this.#path, written(lines))
    this.#kept = kept
    this.#keeping = keeping
    this.#written = { lines: lines.length, bytes: kept.reduce((sum, { bytes }) => sum + bytes, 0) }
    this.#failure = null
  }

  /** Writes come one after the other. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work, work)
    this.#turn = done.catch(() => undefined)
    return done
  }
}

/** The newest of some entries, as many as are kept; the newest always is. */
function bounded(entries: readonly Kept[], most: HistoryBounds): readonly Kept[] {
  let bytes = 0
  const tooMany = entries.findIndex((entry, place) => {
    bytes += entry.bytes
    return place > 0 && (place === most.texts || bytes > most.bytes)
  })
  return tooMany === -1 ? entries : entries.slice(0, tooMany)
}

/** Who answered, for people: the run, or the model by itself. */
function nameOf({ answeredBy }: Pick<Rewrite, 'answeredBy'>): string {
  return answeredBy === null ? 'a model' : (answeredBy.run?.name ?? answeredBy.model.name)
}

function headOf({ id, at, source, answers }: HistoryEntry): HistoryHead {
  return { id, at, beginning: source.slice(0, shownBeginning), names: answers.map(({ name }) => name) }
}

function bytesOf(next: Line): number {
  return Buffer.byteLength(JSON.stringify(next)) + 1
}

function* written(lines: readonly Line[]): Generator<Uint8Array> {
  for (const each of lines) yield Buffer.from(`${JSON.stringify(each)}\n`)
}
