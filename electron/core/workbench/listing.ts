import { type DataPart, problemCode, type RowQuery, type SplitSettings } from '../../shared/dataset'
import { codeSet, codesIn, errorCodes, meets, noteCodes, without } from './code-set'
import type { Document } from './document'
import { grown } from './grown'
import type { RowFacts } from './row-facts'
import { cannotHold, expressionOf, withPatience } from './row-search'

type PartOf = (id: number) => DataPart | null

/** What a listing looks at. */
export type Listed = {
  readonly document: Document
  readonly facts: RowFacts
  /** The texts of a row's turns, its line where it has none. */
  readonly texts: (id: number, raw: string) => readonly string[]
  /** Tells a row's part; null while that is not known. */
  readonly partsBy: (settings: SplitSettings) => PartOf | null
}

/** Rows that are looked at in one go. */
const stretch = 2_000

/** The rows that a query finds, found bit by bit: what is there can be shown while the rest is being looked at. */
export class Listing {
  readonly query: RowQuery
  readonly #listed: Listed
  readonly #test: (id: number) => boolean
  readonly #searches: boolean
  #ids = new Uint32Array(0)
  #count = 0
  #next = 0
  #sorted = false
  #partOf: PartOf | null = null

  /** Throws `bad-input` for an expression that is none. */
  constructor(query: RowQuery, listed: Listed) {
    this.query = query
    this.#listed = listed
    this.#searches = query.search !== null
    this.#test = testOf(query, listed, (id) => this.#partOf?.(id) ?? null)
  }

  /** Rows found so far. */
  get length(): number {
    return this.#isPlain ? this.#listed.document.order.length : this.#count
  }

  /** Share of the rows that was looked at. */
  get progress(): number {
    const { length } = this.#listed.document.order
    return this.isDone || length === 0 ? 1 : this.#next / length
  }

  /** Whether every row was looked at, and they are in their order. */
  get isDone(): boolean {
    return this.#isPlain || (this.#next >= this.#listed.document.order.length && (this.#sorted || this.#isUnsorted))
  }

  /** Whether what it goes by was found. */
  get isPrepared(): boolean {
    return this.query.part === null || this.#partOf !== null
  }

  /** Finds what it goes by, where that can be known by now; dividing many rows takes a moment. */
  prepare(): boolean {
    const { part } = this.query
    if (part !== null) this.#partOf ??= this.#listed.partsBy(part.split)
    return this.isPrepared
  }

  /** Rows in the order of the listing. */
  slice(offset: number, limit: number): readonly number[] {
    if (this.#isPlain) return Array.from(this.#listed.document.order.from(offset).subarray(0, limit))
    return Array.from(this.#ids.subarray(offset, Math.min(this.#count, offset + limit)))
  }

  /** All rows found. */
  get ids(): Uint32Array {
    return this.#isPlain ? this.#listed.document.order.from().slice() : this.#ids.slice(0, this.#count)
  }

  /** Where a row is in the listing; −1 where it is not. */
  placeOf(id: number): number {
    if (this.#isPlain) return this.#listed.document.order.placeOf(id)
    return this.#ids.subarray(0, this.#count).indexOf(id)
  }

  /** Looks at the next rows, once it is prepared; some milliseconds. Throws `bad-input` where an expression takes too long. */
  scan(): void {
    if (this.isDone || !this.isPrepared) return
    const rows = this.#listed.document.order.from(this.#next).subarray(0, stretch)
    const look = () => {
      for (const id of rows) if (this.#test(id)) this.#add(id)
    }
    if (this.query.search?.regex) withPatience(look)
    else look()
    this.#next += rows.length
    if (this.#next >= this.#listed.document.order.length) this.#sort()
  }

  /** A row says something else: it comes in if it is found now, and stays if it was found before. */
  reconsider(id: number): void {
    if (this.#isPlain || !this.isDone || this.placeOf(id) !== -1 || !this.#test(id)) return
    this.#add(id)
    this.#sort()
  }

  /** Rows were taken out of the document: it does without them. */
  leaveOut(): void {
    const { order } = this.#listed.document
    const left = this.ids.filter((id) => order.placeOf(id) !== -1)
    this.#ids = left
    this.#count = left.length
    this.#next = order.length
  }

  get #isPlain(): boolean {
    const { problem, edited, unchanged, part, length } = this.query
    return !this.#searches && problem === null && !edited && unchanged === null && part === null && length === null && this.#isUnsorted
  }

  get #isUnsorted(): boolean {
    return this.query.sort.by === 'place' && !this.query.sort.descending
  }

  #add(id: number): void {
    this.#ids = grown(this.#ids, this.#count + 1)
    this.#ids[this.#count++] = id
  }

  /** Keys and places in one number each, since numbers alone are sorted natively. Equal rows stay in the order of the file. */
  #sort(): void {
    const { by, descending } = this.query.sort
    const { document } = this.#listed
    const key = keyOf(by, this.#listed)
    const places = maxSortedRows
    const keys = new Float64Array(this.#count)
    for (let at = 0; at < this.#count; at++) {
      const id = this.#ids[at] ?? 0
      const place = document.order.placeOf(id)
      const value = Math.min(key(id), mostValue)
      const ordered = by === 'place' && descending ? places - 1 - place : place
      keys[at] = (by !== 'place' && descending ? mostValue - value : value) * places + ordered
    }
    keys.sort()
    for (let at = 0; at < this.#count; at++) {
      const ordered = (keys[at] ?? 0) % places
      const place = by === 'place' && descending ? places - 1 - ordered : ordered
      this.#ids[at] = document.order.at(place) ?? 0
    }
    this.#sorted = true
  }
}

/** Most rows a listing can sort. */
export const maxSortedRows = 2 ** 22
/** Largest value that rows are told apart by: with a place it still is a whole number. */
const mostValue = 2 ** 31 - 1

function keyOf(by: RowQuery['sort']['by'], { facts }: Listed): (id: number) => number {
  switch (by) {
    case 'place':
      return () => 0
    case 'length':
      return (id) => facts.sourceLength(id)
    case 'growth':
      return (id) => Math.round((1000 * facts.rewriteLength(id)) / Math.max(1, facts.sourceLength(id)))
    case 'tokens':
      return (id) => facts.tokens(id) ?? 0
    case 'problems':
      return (id) => codesIn(without(facts.codes(id), noteCodes)).length
  }
}

function testOf(query: RowQuery, { document, facts, texts }: Listed, partOf: PartOf): (id: number) => boolean {
  const tests: ((id: number) => boolean)[] = []
  const { problem, edited, unchanged, part, length, search } = query
  if (problem !== null) {
    if (problem === 'any' || problem === 'doubtful') tests.push((id) => facts.wantsLook(id))
    if (problem === 'doubtful') tests.push((id) => !meets(facts.codes(id), errorCodes))
    if (problem === 'unusable') tests.push((id) => meets(facts.codes(id), errorCodes))
    const code = problemCode.safeParse(problem)
    if (code.success) tests.push((id) => meets(facts.codes(id), codeSet(code.data)))
  }
  if (edited) tests.push((id) => document.isEdited(id))
  if (unchanged !== null) tests.push((id) => facts.isSame(id) === unchanged)
  if (part !== null) tests.push((id) => partOf(id) === part.name)
  if (length) tests.push((id) => facts.sourceLength(id) >= length.from && facts.sourceLength(id) <= length.to)
  if (search) {
    const expression = expressionOf(search)
    const passedOver = cannotHold(search, expression)
    tests.push((id) => {
      const raw = document.text(id).text
      if (passedOver(raw)) return false
      return texts(id, raw).some((text) => {
        expression.lastIndex = 0
        return expression.test(text)
      })
    })
  }
  return (id) => tests.every((test) => test(id))
}
