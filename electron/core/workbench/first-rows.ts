/** The first row with each key, in a table of numbers: a map would take ten times the memory. */
export class FirstRows {
  readonly #keyOf: (id: number) => number
  readonly #slots: Uint32Array
  readonly #mask: number

  /** @param rows how many are looked at, at most */
  constructor(rows: number, keyOf: (id: number) => number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(16, 2 * rows)))
    this.#slots = new Uint32Array(size)
    this.#mask = size - 1
    this.#keyOf = keyOf
  }

  /** The first row with this one's key; null where it is the first itself. */
  firstLike(id: number): number | null {
    const key = this.#keyOf(id)
    let slot = (Math.imul(key >>> 0, 0x9e3779b1) ^ Math.imul(Math.floor(key / 2 ** 32), 0x85ebca77)) & this.#mask
    for (let held = this.#slots[slot] ?? 0; held !== 0; held = this.#slots[slot] ?? 0) {
      if (this.#keyOf(held - 1) === key) return held - 1
      slot = (slot + 1) & this.#mask
    }
    this.#slots[slot] = id + 1
    return null
  }
}
