import { grown } from './grown'

/**
 * The rows of a dataset in their order. A row's number stays the same as long as it is open; its place changes as rows come and go.
 */
export class RowOrder {
  #ids = new Uint32Array(1024)
  #count = 0
  /** Place of each row by its number; null when it has to be made anew. */
  #places: Uint32Array | null = null

  get length(): number {
    return this.#count
  }

  /** The row at a place; undefined beyond the last. */
  at(place: number): number | undefined {
    return place < this.#count ? this.#ids[place] : undefined
  }

  /** Where a row is; −1 where it is not among them. */
  placeOf(id: number): number {
    const places = this.#placed()
    const place = id < places.length ? (places[id] ?? 0) : 0
    return place - 1
  }

  /** All rows from a place on, without copying; valid until the next change. */
  from(place = 0): Uint32Array {
    return this.#ids.subarray(place, this.#count)
  }

  /** Puts rows numbered `first` to `end` (not included) behind the others. */
  append(first: number, end: number): void {
    this.#ids = grown(this.#ids, this.#count + end - first)
    for (let id = first; id < end; id++) this.#ids[this.#count++] = id
    this.#places = null
  }

  /** Takes the rows at these places away. `places` ascending. */
  remove(places: Uint32Array): void {
    let next = 0
    let kept = 0
    for (let place = 0; place < this.#count; place++) {
      if (places[next] === place) next++
      else this.#ids[kept++] = this.#ids[place] ?? 0
    }
    this.#count = kept
    this.#places = null
  }

  /** Puts rows in, each at the place it then has. `places` ascending. */
  insert(places: Uint32Array, ids: Uint32Array): void {
    const total = this.#count + ids.length
    const merged = new Uint32Array(Math.max(total, 1024))
    let next = 0
    let taken = 0
    for (let place = 0; place < total; place++) {
      // Beyond the end, rows that were meant for later places come one after the other.
      if (next < ids.length && ((places[next] ?? 0) <= place || taken === this.#count)) merged[place] = ids[next++] ?? 0
      else merged[place] = this.#ids[taken++] ?? 0
    }
    this.#ids = merged
    this.#count = total
    this.#places = null
  }

  #placed(): Uint32Array {
    if (this.#places) return this.#places
    let most = 0
    for (let place = 0; place < this.#count; place++) most = Math.max(most, this.#ids[place] ?? 0)
    const places = new Uint32Array(this.#count === 0 ? 0 : most + 1)
    for (let place = 0; place < this.#count; place++) places[this.#ids[place] ?? 0] = place + 1
    this.#places = places
    return places
  }
}
