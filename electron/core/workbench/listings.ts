import type { RowQuery } from '../../shared/dataset'
import { turnsOf } from '../rows/row-texts'
import type { Change } from './changes'
import type { Checking } from './checking'
import type { Divider } from './divider'
import type { Document } from './document'
import { Listing } from './listing'

/** Queries whose answers are kept: the one on the screen, and those just before. */
const kept = 4
/** Rows whose change is looked at one by one. */
const few = 500

type Kept = {
  readonly key: string
  readonly listing: Listing
  /** What takes its place once it is done; null where nothing is newer. */
  readonly next: Kept | null
  /** Of what checking had found. */
  readonly revision: number
  /** Whether every row was read before it was begun. */
  readonly isOfRead: boolean
  /** Whether the rows are divided anew since it was begun. */
  readonly isOutdated: boolean
}

/** What queries find, kept while it is true. */
export class Listings {
  readonly #document: Document
  readonly #checking: Checking
  readonly #divider: Divider
  #kept: Kept[] = []

  constructor(document: Document, checking: Checking, divider: Divider) {
    this.#document = document
    this.#checking = checking
    this.#divider = divider
  }

  /** What a query finds so far; what it found before, until all is looked at again. Throws `bad-input` for an expression that is none. */
  of(query: RowQuery): Listing {
    return answering(this.#entry(query)).listing
  }

  /** Share of the rows that was looked at for a listing, or for what will take its place. */
  progressOf(listing: Listing): number {
    const entry = this.#kept.find((each) => each.listing === listing)
    return entry === undefined ? listing.progress : latest(entry).listing.progress
  }

  /** All rows that a query finds, looked at to the end. */
  whole(query: RowQuery): Uint32Array {
    const { listing } = latest(this.#entry(query))
    while (!listing.isDone) {
      if (listing.prepare()) listing.scan()
      else this.#checking.step()
    }
    return listing.ids
  }

  /** Looks on for some milliseconds. Returns whether there is more to look at. */
  step(): boolean {
    const open = this.#kept.map((entry) => latest(entry).listing).find((listing) => !listing.isDone && listing.isPrepared)
    open?.scan()
    return open !== undefined
  }

  /** Takes in what was done to rows. A row that was found stays, so that it does not vanish under whoever mends it. */
  absorb(changes: readonly Change[]): void {
    const { revision } = this.#checking
    const texts = changes.every(({ kind, ids }) => kind === 'text' && ids.length <= few)
    if (texts) {
      for (const { listing } of this.#kept) for (const { ids } of changes) for (const id of ids) listing.reconsider(id)
      // What was about to take its place would lack these changes: it is begun anew.
      this.#kept = this.#kept.map((each) => ({ ...each, next: null, revision: each.next === null ? revision : each.revision }))
      return
    }
    // Rows are found by their part again once they are divided anew; until then those that were found stay.
    this.#kept = this.#kept
      .filter(({ listing }) => listing.query.part !== null && listing.isPrepared)
      .map((each) => ({ ...each, next: null, isOutdated: true }))
    for (const { listing } of this.#kept) listing.leaveOut()
  }

  /** What is kept of a query, looked at on; begun anew where it is not true any more. */
  #entry(query: RowQuery): Kept {
    const key = JSON.stringify(query)
    const known = this.#kept.find((each) => each.key === key)
    const before = known === undefined ? this.#begun(key, query) : answering(known)
    const entry = before.next === null && this.#isStale(before) ? { ...before, next: this.#begun(key, query) } : before
    this.#kept = [entry, ...this.#kept.filter((each) => each.key !== key)].slice(0, kept)
    const { listing } = latest(entry)
    if (listing.prepare()) listing.scan()
    return entry
  }

  #begun(key: string, query: RowQuery): Kept {
    const { revision, isRead: isOfRead } = this.#checking
    const listing = new Listing(query, {
      document: this.#document,
      facts: this.#checking.facts,
      texts: (_, raw) => this.#texts(raw),
      partsBy: (settings) => this.#divider.partsBy(settings),
    })
    return { key, listing, next: null, revision, isOfRead, isOutdated: false }
  }

  #isStale({ listing, revision, isOfRead, isOutdated }: Kept): boolean {
    if (!listing.isDone) return false
    const { query } = listing
    // By lengths that were not read yet.
    if (query.sort.by === 'length' && !isOfRead && this.#checking.isRead) return true
    if (query.part !== null && this.#checking.groups === null) return false
    return isOutdated || (asksFacts(query) && revision !== this.#checking.revision)
  }

  #texts(raw: string): readonly string[] {
    const { content } = this.#checking.lineOf(raw)
    if (content === null) return [raw]
    return turnsOf(content)?.map(({ content: text }) => text) ?? ('text' in content ? [content.text] : [])
  }
}

/** What is being looked at of a query. */
const latest = (entry: Kept): Kept => entry.next ?? entry

/** What answers a query: the latest once it is done. */
const answering = (entry: Kept): Kept => (entry.next?.listing.isDone ? entry.next : entry)

/** Whether what a query finds depends on what checking found. */
function asksFacts({ problem, unchanged, length, sort }: RowQuery): boolean {
  return problem !== null || unchanged !== null || length !== null || (sort.by !== 'place' && sort.by !== 'length')
}
