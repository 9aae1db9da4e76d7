import { type CodeSet, codes, errorCodes, joined, meets, noteCodes, without } from './code-set'
import { grown } from './grown'

/** What is known of a row's texts. Lengths in UTF-16 units; hashes of the texts with white space folded. */
export type TextFacts = {
  readonly sourceLength: number
  readonly rewriteLength: number
  readonly sourceHash: number
  readonly rewriteHash: number
  /** Of the document that the row says it is from; 0 where it says none. */
  readonly groupHash: number
  /** Whether the rewrite is the source. */
  readonly isSame: boolean
}

export const noTexts: TextFacts = { sourceLength: 0, rewriteLength: 0, sourceHash: 0, rewriteHash: 0, groupHash: 0, isSame: false }

/** How far a row was checked. */
const structureChecked = 1
const senseChecked = 2
const sameTexts = 4

/** What checking found, by a row's number, in some thirty bytes a row. What few datasets have takes no room before the first row has it. */
export class RowFacts {
  #low = new Uint32Array(0)
  #high = new Uint32Array(0)
  #flags = new Uint8Array(0)
  #sourceLengths = new Uint32Array(0)
  #rewriteLengths = new Uint32Array(0)
  #sourceHashes = new Float64Array(0)
  #rewriteHashes = new Uint32Array(0)
  #groupHashes = new Float64Array(0)
  /** Number of the row that this one is too much like, plus one; 0 for none. */
  #likes = new Uint32Array(0)
  /** Tokens by the model that was asked last, plus one; 0 where they are not known. */
  #tokens = new Uint32Array(0)

  /** Makes room for rows with numbers below this. */
  reserve(rows: number): void {
    this.#low = grown(this.#low, rows)
    this.#flags = grown(this.#flags, rows)
    this.#sourceLengths = grown(this.#sourceLengths, rows)
    this.#rewriteLengths = grown(this.#rewriteLengths, rows)
    this.#sourceHashes = grown(this.#sourceHashes, rows)
    this.#rewriteHashes = grown(this.#rewriteHashes, rows)
  }

  codes(id: number): CodeSet {
    return { low: this.#low[id] ?? 0, high: this.#high[id] ?? 0 }
  }

  /** Whether anything was found, be it only good to know. */
  hasProblem(id: number): boolean {
    return this.#low[id] !== 0 || (this.#high[id] ?? 0) !== 0
  }

  /** Whether a person should look at it. */
  wantsLook(id: number): boolean {
    return isMoreThanNotes(this.codes(id))
  }

  isUsable(id: number): boolean {
    return !meets(this.codes(id), errorCodes)
  }

  isRead(id: number): boolean {
    return ((this.#flags[id] ?? 0) & structureChecked) !== 0
  }

  isSenseRead(id: number): boolean {
    return ((this.#flags[id] ?? 0) & senseChecked) !== 0
  }

  /** UTF-16 units of the text to resolve. */
  sourceLength(id: number): number {
    return this.#sourceLengths[id] ?? 0
  }

  /** UTF-16 units of the rewrite. */
  rewriteLength(id: number): number {
    return this.#rewriteLengths[id] ?? 0
  }

  /** Hash of the text to resolve; 0 where there is none. */
  sourceHash(id: number): number {
    return this.#sourceHashes[id] ?? 0
  }

  rewriteHash(id: number): number {
    return this.#rewriteHashes[id] ?? 0
  }

  /** Hash of the document that the row is from; 0 where it says none. */
  groupHash(id: number): number {
    return this.#groupHashes[id] ?? 0
  }

  /** Whether the rewrite is the source. */
  isSame(id: number): boolean {
    return ((this.#flags[id] ?? 0) & sameTexts) !== 0
  }

  /** The row that this one is too much like; null for none. */
  like(id: number): number | null {
    const like = this.#likes[id] ?? 0
    return like === 0 ? null : like - 1
  }

  /** Tokens of the row's prompt and answer; null where no model was asked. */
  tokens(id: number): number | null {
    const tokens = this.#tokens[id] ?? 0
    return tokens === 0 ? null : tokens - 1
  }

  /** Notes what reading a row found, in place of all that was known of it. */
  read(id: number, found: CodeSet, texts: TextFacts): void {
    this.#setCodes(id, found)
    this.#flags[id] = structureChecked | (texts.isSame ? sameTexts : 0)
    this.#sourceLengths[id] = texts.sourceLength
    this.#rewriteLengths[id] = texts.rewriteLength
    this.#sourceHashes[id] = texts.sourceHash
    this.#rewriteHashes[id] = texts.rewriteHash
    this.#setGroup(id, texts.groupHash)
    this.#setLike(id, 0)
    this.#setTokens(id, 0)
  }

  /** Forgets a row: it has to be read again. */
  forget(id: number): void {
    this.read(id, { low: 0, high: 0 }, noTexts)
    this.#flags[id] = 0
  }

  /** Notes what its sense is like. */
  readSense(id: number, found: CodeSet): void {
    this.add(id, found)
    this.#flags[id] = (this.#flags[id] ?? 0) | senseChecked
  }

  /** Adds codes, and the row they are about where there is one. */
  add(id: number, found: CodeSet, like: number | null = null): void {
    this.#setCodes(id, joined(this.codes(id), found))
    if (like !== null) this.#setLike(id, like + 1)
  }

  /** Takes codes away; `unlike` forgets the row they were about. */
  drop(id: number, gone: CodeSet, unlike = false): void {
    this.#setCodes(id, without(this.codes(id), gone))
    if (unlike) this.#setLike(id, 0)
  }

  setTokens(id: number, tokens: number | null): void {
    this.#setTokens(id, tokens === null ? 0 : tokens + 1)
  }

  /** The same facts under other numbers: `numbers` gives the new one of each row. */
  renumbered(numbers: Uint32Array): RowFacts {
    const moved = new RowFacts()
    moved.reserve(numbers.length)
    numbers.forEach((to, from) => {
      moved.#setCodes(to, this.codes(from))
      moved.#flags[to] = this.#flags[from] ?? 0
      moved.#sourceLengths[to] = this.#sourceLengths[from] ?? 0
      moved.#rewriteLengths[to] = this.#rewriteLengths[from] ?? 0
      moved.#sourceHashes[to] = this.#sourceHashes[from] ?? 0
      moved.#rewriteHashes[to] = this.#rewriteHashes[from] ?? 0
      moved.#setGroup(to, this.groupHash(from))
      const like = this.like(from)
      moved.#setLike(to, like === null ? 0 : (numbers[like] ?? 0) + 1)
      moved.#setTokens(to, this.#tokens[from] ?? 0)
    })
    return moved
  }

  #setCodes(id: number, { low, high }: CodeSet): void {
    this.#low[id] = low
    if (high !== 0) this.#high = grown(this.#high, this.#flags.length)
    this.#high[id] = high
  }

  #setGroup(id: number, hash: number): void {
    if (hash !== 0) this.#groupHashes = grown(this.#groupHashes, this.#flags.length)
    this.#groupHashes[id] = hash
  }

  #setLike(id: number, like: number): void {
    if (like !== 0) this.#likes = grown(this.#likes, this.#flags.length)
    this.#likes[id] = like
  }

  #setTokens(id: number, tokens: number): void {
    if (tokens !== 0) this.#tokens = grown(this.#tokens, this.#flags.length)
    this.#tokens[id] = tokens
  }
}

function isMoreThanNotes(found: CodeSet): boolean {
  const { low, high } = without(found, noteCodes)
  return low !== 0 || high !== 0
}

/** How many rows have each code. */
export class CodeCounts {
  readonly #counts = new Uint32Array(codes.length)
  #unusable = 0
  #flagged = 0

  /** Counts a row's codes in, or out with −1. */
  count(set: CodeSet, sign: 1 | -1): void {
    if (set.low === 0 && set.high === 0) return
    if (isMoreThanNotes(set)) this.#flagged += sign
    if (meets(set, errorCodes)) this.#unusable += sign
    for (let bit = 0; bit < codes.length; bit++) {
      const word = bit < 32 ? set.low : set.high
      if (((word >>> (bit % 32)) & 1) === 1) this.#counts[bit] = (this.#counts[bit] ?? 0) + sign
    }
  }

  /** Rows that cannot be used. */
  get unusable(): number {
    return this.#unusable
  }

  /** Rows that a person should look at. */
  get flagged(): number {
    return this.#flagged
  }

  /** Rows by code, those of no row left out. */
  get all(): { readonly code: (typeof codes)[number]; readonly rows: number }[] {
    return codes.flatMap((code, bit) => ((this.#counts[bit] ?? 0) > 0 ? [{ code, rows: this.#counts[bit] ?? 0 }] : []))
  }
}
