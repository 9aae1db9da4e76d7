import { maskedWords } from './masked-words'
import { bands, type Sketch, Sketcher, similarity, sketchWords } from './sketch'

const alike = 0.6
const shelfRows = 32_768
const bucket = 4
const slotsPerRow = 9

/** What is kept of up to `capacity` rows: 24 bytes of sketch, 4 of row number and 36 of places in the table, each. */
class Shelf {
  readonly sketches: Uint32Array
  readonly rows: Int32Array
  readonly slots: Int32Array
  readonly capacity: number
  used = 0

  constructor(capacity: number) {
    this.capacity = capacity
    this.sketches = new Uint32Array(capacity * sketchWords)
    this.rows = new Int32Array(capacity).fill(-1)
    this.slots = new Int32Array(Math.ceil((capacity * slotsPerRow) / bucket) * bucket)
  }

  /** First slot of the bucket of a band hash. */
  bucketOf(hash: number): number {
    return (hash % (this.slots.length / bucket)) * bucket
  }
}

/**
 * Finds rows that are nearly an earlier row: the same words once names and numbers are masked, or a Jaccard similarity of their masked word
 * 5-grams of about 0.6 and more. 64 bytes a row, in blocks of the size given, or of 32,768 rows; nothing is kept of the texts.
 *
 * Found by locality-sensitive hashing: of rows that are 0.6 alike 97 in 100 are compared, of those 0.8 alike practically all, and the similarity
 * itself is an estimate, give or take 0.06. Where very many rows are alike, some of them are dropped from the table for others.
 */
export class NearDuplicates {
  readonly #sketcher = new Sketcher()
  readonly #shelves: Shelf[] = []
  readonly #size: number
  readonly #free: { readonly shelf: Shelf; readonly index: number }[] = []

  /** `expectedRows` sizes the blocks; one block is the fastest. */
  constructor(expectedRows = 0) {
    this.#size = Math.max(expectedRows, shelfRows)
  }

  /** Adds a row, and returns the earlier one that is most like it, the first of several; null where none is, or the text has no words. */
  add(row: number, text: string): number | null {
    const sketch = this.#sketcher.of(maskedWords(text))
    if (sketch === null) return null
    let [found, best] = [null as number | null, alike]
    for (const shelf of this.#shelves) {
      for (let band = 0; band < bands; band++) {
        const from = shelf.bucketOf(sketch.bandHashes[band] ?? 0)
        for (let slot = from; slot < from + bucket; slot++) {
          const index = (shelf.slots[slot] ?? 0) - 1
          const other = shelf.rows[index] ?? -1
          if (other < 0 || other === row) continue
          const like = similarity(sketch.sketch, shelf.sketches, index * sketchWords)
          if (like > best || (like === best && (found === null || other < found))) [found, best] = [other, like]
        }
      }
    }
    this.#keep(row, sketch)
    return found
  }

  /** Forgets a row, before it is added anew with another text or because it is gone; no other row is found to be like it any more. */
  forget(row: number): void {
    for (const shelf of this.#shelves) {
      for (let index = shelf.rows.indexOf(row); index >= 0; index = shelf.rows.indexOf(row, index + 1)) {
        shelf.rows[index] = -1
        this.#free.push({ shelf, index })
      }
    }
  }

  #keep(row: number, { sketch, bandHashes }: Sketch): void {
    const { shelf, index } = this.#free.pop() ?? this.#nextPlace()
    shelf.rows[index] = row
    shelf.sketches.set(sketch, index * sketchWords)
    for (let band = 0; band < bands; band++) {
      const hash = bandHashes[band] ?? 0
      const from = shelf.bucketOf(hash)
      let chosen = from + ((hash ^ index) & (bucket - 1))
      for (let slot = from; slot < from + bucket; slot++) {
        const kept = (shelf.slots[slot] ?? 0) - 1
        if (kept < 0 || kept === index || (shelf.rows[kept] ?? -1) < 0) {
          chosen = slot
          break
        }
      }
      shelf.slots[chosen] = index + 1
    }
  }

  #nextPlace(): { readonly shelf: Shelf; readonly index: number } {
    let shelf = this.#shelves.at(-1)
    if (shelf === undefined || shelf.used === shelf.capacity) {
      shelf = new Shelf(this.#size)
      this.#shelves.push(shelf)
    }
    return { shelf, index: shelf.used++ }
  }
}
