import type { Answer } from '../../electron/shared/contract'
import type { RowDetail } from '../../electron/shared/dataset'
import type { Failure } from '../../electron/shared/errors'

/** What is typed in: a turn by its place, or the row's whole line. */
export type TypedPlace = number | 'line'

/** Keeps what a place says now, and gives the row as it is then. */
export type KeepTyped = (place: TypedPlace, text: string) => Promise<Answer<RowDetail>>

/** A row as it is at hand. */
export type RowAtHand = {
  /** As it was read or kept last; null before. */
  readonly detail: RowDetail | null
  /** What is typed and not yet kept, by place. */
  readonly pending: ReadonlyMap<TypedPlace, string>
  readonly failure: Failure | null
}

/** Longest time that something typed waits, in milliseconds. */
const longestWait = 250

/**
 * A row that is typed in. What is typed is kept a quarter of a second later at most, one request at a time; what could not be kept stays, and
 * is tried again with the next word.
 */
export class RowDraft {
  readonly #keep: KeepTyped
  readonly #changed: () => void
  readonly #pending = new Map<TypedPlace, string>()
  #timer: ReturnType<typeof setTimeout> | null = null
  #keeping: Promise<void> | null = null
  #atHand: RowAtHand = { detail: null, pending: new Map(), failure: null }

  constructor(keep: KeepTyped, changed: () => void) {
    this.#keep = keep
    this.#changed = changed
  }

  /** The row as it is; another object whenever it changes. */
  get atHand(): RowAtHand {
    return this.#atHand
  }

  /** Whether everything typed is kept. */
  get isClean(): boolean {
    return this.#pending.size === 0
  }

  /** Takes the row as it was read, unless something newer is typed in it. */
  take(answer: Answer<RowDetail>): void {
    if (!answer.ok) this.#show({ failure: answer.failure })
    else if (this.isClean) this.#show({ detail: answer.value, failure: null })
  }

  /** Takes what a place says now. */
  type(place: TypedPlace, text: string): void {
    this.#pending.set(place, text)
    this.#timer ??= setTimeout(() => void this.flush(), longestWait)
    this.#show({})
  }

  /** Keeps everything typed now. Returns whether it could be kept. */
  async flush(): Promise<boolean> {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#keeping ??= this.#keepAll().finally(() => {
      this.#keeping = null
    })
    await this.#keeping
    return this.isClean
  }

  /** Words typed while others are on their way follow them. */
  async #keepAll(): Promise<void> {
    for (let next = this.#first(); next !== undefined; next = this.#first()) {
      const [place, text] = next
      const answer = await this.#keep(place, text)
      if (!answer.ok) return this.#show({ failure: answer.failure })
      if (this.#pending.get(place) === text) this.#pending.delete(place)
      this.#show({ detail: answer.value, failure: null })
    }
  }

  #first(): readonly [TypedPlace, string] | undefined {
    return this.#pending.entries().next().value
  }

  #show(change: Partial<RowAtHand>): void {
    this.#atHand = { ...this.#atHand, ...change, pending: new Map(this.#pending) }
    this.#changed()
  }
}
