/** 32-bit words in a sketch. */
export const sketchWords = 6
/** Hashes by which like texts are found: as many bands of two minima each. */
export const bands = 8

const bits = sketchWords * 32
const wordsInShingle = 5

const seeds = new Uint32Array(bits)
const factors = new Uint32Array(bits)
for (let index = 0; index < bits; index++) {
  seeds[index] = mix(index * 2 + 1)
  factors[index] = mix(index * 2 + 0x5bd1e995) | 1
}

/** The sketch and the band hashes of a text, written into the arrays that `Sketcher` holds; they are overwritten by the next one. */
export type Sketch = { readonly sketch: Uint32Array; readonly bandHashes: Uint32Array }

/**
 * Makes MinHash sketches of 192 one-bit minima over word 5-grams (Broder 1997; Li and König 2010): the share of equal bits in two sketches
 * is (1 + J) / 2 for texts of Jaccard similarity J, give or take 0.06 in J.
 */
export class Sketcher {
  readonly #sketch = new Uint32Array(sketchWords)
  readonly #bandHashes = new Uint32Array(bands)
  readonly #minima = new Uint32Array(bits)
  readonly #winners = new Uint32Array(bits)

  /** The sketch of a text given as words; null for none. */
  of(words: readonly string[]): Sketch | null {
    if (words.length === 0) return null
    const hashes = words.map(hashOf)
    this.#minima.fill(0xffffffff)
    const last = Math.max(0, hashes.length - wordsInShingle)
    for (let from = 0; from <= last; from++) {
      let hash = 0
      for (let at = from; at < from + wordsInShingle; at++) hash = mix(Math.imul(hash, 31) + (hashes[at] ?? 0))
      this.#enter(hash)
    }
    this.#sketch.fill(0)
    for (let index = 0; index < bits; index++) {
      const bit = mix((this.#winners[index] ?? 0) ^ (factors[index] ?? 0)) & 1
      this.#sketch[index >> 5] = (this.#sketch[index >> 5] ?? 0) | (bit << (index & 31))
    }
    for (let band = 0; band < bands; band++) {
      this.#bandHashes[band] = mix((this.#winners[2 * band] ?? 0) ^ Math.imul(this.#winners[2 * band + 1] ?? 0, 0x9e3779b1) ^ band)
    }
    return { sketch: this.#sketch, bandHashes: this.#bandHashes }
  }

  #enter(hash: number): void {
    for (let index = 0; index < bits; index++) {
      let value = Math.imul(hash ^ (seeds[index] ?? 0), factors[index] ?? 1)
      value = (value ^ (value >>> 15)) >>> 0
      if (value <= (this.#minima[index] ?? 0)) {
        this.#minima[index] = value
        this.#winners[index] = hash
      }
    }
  }
}

/** The Jaccard similarity that a sketch and another one, which begins at `offset` of `sketches`, tell; below 0 by chance for unlike texts. */
export function similarity(sketch: Uint32Array, sketches: Uint32Array, offset: number): number {
  let different = 0
  for (let word = 0; word < sketchWords; word++) different += onesIn((sketch[word] ?? 0) ^ (sketches[offset + word] ?? 0))
  return 1 - (2 * different) / bits
}

function onesIn(word: number): number {
  let count = word - ((word >>> 1) & 0x55555555)
  count = (count & 0x33333333) + ((count >>> 2) & 0x33333333)
  return Math.imul((count + (count >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** 32-bit FNV-1a over UTF-16 units, mixed. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193)
  return mix(hash)
}

/** MurmurHash3's last step. */
function mix(value: number): number {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
