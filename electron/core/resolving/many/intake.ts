/** A thing, its place in the order from 0, and how to say that it is held no longer. */
export type Taken<T> = { readonly thing: T; readonly place: number; readonly giveBack: () => void }

/** Hands things out of a sequence to several who take them, as long as what they hold together is not too much. */
export class Intake<T> {
  readonly #things: AsyncIterator<T>
  readonly #weigh: (thing: T) => number
  readonly #most: number
  #held = 0
  #place = 0
  #turn: Promise<unknown> = Promise.resolve()
  #wake: () => void = () => undefined

  /** @param most what may be held at a time; one thing always may */
  constructor(things: AsyncIterable<T>, weigh: (thing: T) => number, most: number) {
    this.#things = things[Symbol.asyncIterator]()
    this.#weigh = weigh
    this.#most = most
  }

  /** The next thing, in order; null at the end. */
  take(): Promise<Taken<T> | null> {
    const taken = this.#turn.then(() => this.#next())
    this.#turn = taken.catch(() => undefined)
    return taken
  }

  /** Lets go of the sequence. */
  async close(): Promise<void> {
    await this.#things.return?.()
  }

  async #next(): Promise<Taken<T> | null> {
    while (this.#held > this.#most) {
      await new Promise<void>((wake) => {
        this.#wake = wake
      })
    }
    const next = await this.#things.next()
    if (next.done) return null
    const weight = this.#weigh(next.value)
    this.#held += weight
    return {
      thing: next.value,
      place: this.#place++,
      giveBack: () => {
        this.#held -= weight
        this.#wake()
      },
    }
  }
}
