import { Checking } from './checking'
import { Divider } from './divider'
import type { Document } from './document'
import { Editing } from './editing'
import type { History } from './history'
import type { Journal } from './journal'
import { Listings } from './listings'
import type { OpenedRows } from './opening'
import type { RowNames } from './row-names'
import { type Measured, RowsView } from './rows-view'

/** What works on a document, and the document. A save lays a new one. */
export type Bench = {
  readonly document: Document
  readonly journal: Journal
  readonly history: History
  readonly editing: Editing
  readonly checking: Checking
  readonly view: RowsView
  readonly listings: Listings
  readonly divider: Divider
  readonly names: RowNames
}

/**
 * Lays out what works on opened rows.
 * @param names what the rows are called outside
 * @param measured what a model made of the rows
 * @param before the bench whose rows these are under other numbers
 */
export function layBench(
  { document, journal, history }: OpenedRows,
  names: RowNames,
  measured: () => Measured | null,
  before?: { readonly checking: Checking; readonly numbers: Uint32Array },
): Bench {
  const partOf = (id: number) => document.part(id)
  const checking = before ? before.checking.movedTo(document, partOf, before.numbers) : new Checking(document, partOf)
  const divider = new Divider(document, checking)
  return {
    document,
    journal,
    history,
    editing: new Editing(document, journal, history),
    checking,
    view: new RowsView(document, checking, names, measured),
    listings: new Listings(document, checking, divider),
    divider,
    names,
  }
}
