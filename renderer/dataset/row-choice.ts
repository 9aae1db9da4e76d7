import { maxRowsByHand, type RowQuery, type RowSelection } from '../../electron/shared/dataset'

/** No rows. */
export const noRows: RowSelection = { of: 'rows', ids: [] }

/** Every row that a query finds. */
export const allFound = (query: RowQuery): RowSelection => ({ of: 'query', query, except: [] })

/** Whether a row is chosen; it has to be one that the choice's query finds. */
export function isChosen(choice: RowSelection, id: number): boolean {
  return choice.of === 'rows' ? choice.ids.includes(id) : !choice.except.includes(id)
}

/** The choice with a row put in or taken out; as it was where that would name too many rows one by one. */
export function toggled(choice: RowSelection, id: number): RowSelection {
  if (choice.of === 'rows') return { of: 'rows', ids: without(choice.ids, id) }
  return { ...choice, except: without(choice.except, id) }
}

/** How many rows are chosen, of a list with `total`. */
export function countOf(choice: RowSelection, total: number): number {
  return choice.of === 'rows' ? choice.ids.length : Math.max(0, total - choice.except.length)
}

function without(ids: readonly number[], id: number): readonly number[] {
  if (ids.includes(id)) return ids.filter((other) => other !== id)
  return ids.length < maxRowsByHand ? [...ids, id] : ids
}
