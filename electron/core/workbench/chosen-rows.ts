import type { RowSelection } from '../../shared/dataset'
import { StudioError } from '../../shared/errors'
import type { Bench } from './bench'

/** The document's id of the row that is called so. Throws `not-found` where it is gone. */
export function knownRow({ document, names }: Bench, name: number): number {
  const id = names.idOf(name)
  if (document.order.placeOf(id) !== -1) return id
  throw new StudioError({ code: 'not-found', message: 'The dataset has no such row any more.' })
}

/** The document's ids of the rows of a selection that are there. Throws `bad-input` for an expression that is none. */
export function chosenRows({ document, listings, names }: Bench, selection: RowSelection): Uint32Array {
  const named = (each: readonly number[]) => new Set(each.map((name) => names.idOf(name)).filter((id) => document.order.placeOf(id) !== -1))
  if (selection.of === 'rows') return Uint32Array.from(named(selection.ids))
  const except = named(selection.except)
  return listings.whole(selection.query).filter((id) => !except.has(id))
}
