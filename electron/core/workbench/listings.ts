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

/** What queries find, kept while it is true. */
export class Listings {
  readonly #document: Document
  readonly #checking: Checking
  readonly #divider: Divider
  #kept: { readonly key: string; readonly listing: Listing; readonly revision: number }[] = []

  constructor(document: Document, checking: Checking, divider: Divider) {
    this.#document = document
    this.#checking = checking
    this.#divider = divider
  }

  /** What a query finds so far. Throws `bad-input` for an expression that is none. */
  of(query: RowQuery): Listing {
    const key = JSON.stringify(query)
    const known = this.#kept.find((each) => each.key === key)
    const isStale = known && asksFacts(query) && known.listing.isDone && known.revision !== this.#checking.revision
    if (known && !isStale) return known.listing
    const listing = new Listing(query, {
      document: this.#document,
      facts: this.#checking.facts,
      texts: (_, raw) => this.#texts(raw),
      part: (id) => this.#divider.partOf(id),
    })
    this.#kept = [{ key, listing, revision: this.#checking.revision }, ...this.#kept.filter((each) => each.key !== key)].slice(0, kept)
    listing.scan()
    return listing
  }

  /** All rows that a query finds, looked at to the end. */
  whole(query: RowQuery): Uint32Array {
    const listing = this.of(query)
    while (!listing.isDone) listing.scan()
    return listing.ids
  }

  /** Looks on for some milliseconds. Returns whether there is more to look at. */
  step(): boolean {
    const open = this.#kept.find(({ listing }) => !listing.isDone)
    open?.listing.scan()
    return open !== undefined
  }

  /** Takes in what was done to rows. A row that was found stays, so that it does not vanish under whoever mends it. */
  absorb(changes: readonly Change[]): void {
    const texts = changes.every(({ kind, ids }) => kind === 'text' && ids.length <= few)
    if (!texts) {
      this.#kept = []
      return
    }
    for (const { listing } of this.#kept) for (const { ids } of changes) for (const id of ids) listing.reconsider(id)
    const { revision } = this.#checking
    this.#kept = this.#kept.map((each) => ({ ...each, revision }))
  }

  #texts(raw: string): readonly string[] {
    const { content } = this.#checking.lineOf(raw)
    if (content === null) return [raw]
    return turnsOf(content)?.map(({ content: text }) => text) ?? ('text' in content ? [content.text] : [])
  }
}

/** Whether what a query finds depends on what checking found. */
function asksFacts({ problem, unchanged, length, sort, part }: RowQuery): boolean {
  return problem !== null || unchanged !== null || length !== null || part !== null || (sort.by !== 'place' && sort.by !== 'length')
}
