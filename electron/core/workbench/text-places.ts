import type { TextPlaces } from './changes'
import { grown } from './grown'
import type { JournalPlace } from './journal'

/** Gathers rows and where their texts lie, without an object a row. */
export class GatheredTexts {
  #ids = new Uint32Array(0)
  #offsets = new Float64Array(0)
  #lengths = new Uint32Array(0)
  #count = 0

  /** A row and where its text lies; null where the file's own counts. */
  add(id: number, place: JournalPlace | null): void {
    this.#ids = grown(this.#ids, this.#count + 1)
    this.#offsets = grown(this.#offsets, this.#count + 1)
    this.#lengths = grown(this.#lengths, this.#count + 1)
    this.#ids[this.#count] = id
    this.#offsets[this.#count] = place ? place.offset : -1
    this.#lengths[this.#count] = place ? place.length : 0
    this.#count += 1
  }

  get length(): number {
    return this.#count
  }

  get ids(): Uint32Array {
    return this.#ids.slice(0, this.#count)
  }

  get places(): TextPlaces {
    return { offsets: this.#offsets.slice(0, this.#count), lengths: this.#lengths.slice(0, this.#count) }
  }
}

/** As many places that all say: what the file holds. */
export function fileTexts(rows: number): TextPlaces {
  return { offsets: new Float64Array(rows).fill(-1), lengths: new Uint32Array(rows) }
}

/** One of several places; null where the file's own text counts. */
export function placeAt({ offsets, lengths }: TextPlaces, at: number): JournalPlace | null {
  const offset = offsets[at] ?? -1
  return offset < 0 ? null : { offset, length: lengths[at] ?? 0 }
}
