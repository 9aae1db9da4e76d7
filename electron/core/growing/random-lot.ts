import { createHash } from 'node:crypto'

/** Chance that a seed and a few labels decide: the same ones always draw alike, on every machine. */
export class RandomLot {
  readonly #state: Uint32Array

  constructor(seed: number, ...labels: readonly string[]) {
    const digest = createHash('sha256')
      .update([seed, ...labels].join('\n'))
      .digest()
    this.#state = Uint32Array.from([0, 4, 8, 12], (offset) => digest.readUInt32LE(offset))
  }

  /** A number from 0 up to, but not including, 1 (sfc32). */
  next(): number {
    const [a = 0, b = 0, c = 0, counter = 0] = this.#state
    const sum = (a + b + counter) | 0
    this.#state.set([b ^ (b >>> 9), (c + (c << 3)) | 0, (((c << 21) | (c >>> 11)) + sum) | 0, (counter + 1) | 0])
    return (sum >>> 0) / 4_294_967_296
  }

  /** A whole number from 0 up to, but not including, `end`. */
  below(end: number): number {
    return Math.floor(this.next() * end)
  }

  /** The same things in another order. */
  shuffled<T>(things: readonly T[]): T[] {
    const order = [...things]
    for (let last = order.length - 1; last > 0; last--) {
      const other = this.below(last + 1)
      const [one, two] = [order[last], order[other]]
      if (one !== undefined && two !== undefined) [order[last], order[other]] = [two, one]
    }
    return order
  }
}
