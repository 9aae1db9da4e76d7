import type { RowPart } from './journal-entries'

/** Texts of rows by where they lie: offset and length in the journal; offset −1 where the file's own text counts. */
export type TextPlaces = { readonly offsets: Float64Array; readonly lengths: Uint32Array }

/** What was done to rows, all at once. `ids` are their numbers; `places` theirs in the order, ascending. */
export type Change =
  | { readonly kind: 'text'; readonly ids: Uint32Array; readonly before: TextPlaces; readonly after: TextPlaces }
  /** `places` before they went. */
  | { readonly kind: 'remove'; readonly ids: Uint32Array; readonly places: Uint32Array }
  /** `places` once they are in. */
  | { readonly kind: 'insert'; readonly ids: Uint32Array; readonly places: Uint32Array }
  | { readonly kind: 'part'; readonly ids: Uint32Array; readonly before: Uint8Array; readonly after: Uint8Array }

/** A change that takes another one back. */
export function inverse(change: Change): Change {
  switch (change.kind) {
    case 'text':
    case 'part':
      return { ...change, before: change.after, after: change.before } as Change
    case 'remove':
      return { ...change, kind: 'insert' }
    case 'insert':
      return { ...change, kind: 'remove' }
  }
}

const parts: readonly RowPart[] = [null, 'train', 'valid', 'test']

/** A part as a number, 0 where it is left to the split. */
export function partCode(part: RowPart): number {
  return parts.indexOf(part)
}

/** The part of a number. */
export function partOf(code: number): RowPart {
  return parts[code] ?? null
}

/** Where a part's rows stand among those of a folder: training, validation, test. */
export function partRank(part: RowPart): number {
  return part === null ? 0 : partCode(part) - 1
}

/** Rows in runs of neighbours, as the journal writes them. */
export function runsOf(ids: ArrayLike<number>): [number, number][] {
  const runs: [number, number][] = []
  for (let at = 0; at < ids.length; at++) {
    const id = ids[at] ?? 0
    const last = runs.at(-1)
    if (last && last[0] + last[1] === id) last[1]++
    else runs.push([id, 1])
  }
  return runs
}

/** The rows of runs. */
export function* rowsOf(runs: readonly (readonly [number, number])[]): Generator<number> {
  for (const [first, count] of runs) for (let id = first; id < first + count; id++) yield id
}
