import type { RowSelection } from '../../shared/dataset'
import type { Bench } from './bench'

/** Numbers of the rows of a selection that are there. Throws `bad-input` for an expression that is none. */
export function chosenRows({ document, listings }: Bench, selection: RowSelection): Uint32Array {
  if (selection.of === 'rows') return Uint32Array.from(new Set(selection.ids)).filter((id) => document.order.placeOf(id) !== -1)
  const except = new Set(selection.except)
  return listings.whole(selection.query).filter((id) => !except.has(id))
}
