import { createHash } from 'node:crypto'

/** Rows of a dataset by their use. Places in the list that was split. */
export type Split = { readonly train: readonly number[]; readonly valid: readonly number[]; readonly test: readonly number[] }

/** Most held-out rows a run keeps for its scorecard. */
const maxTestRows = 200

/**
 * Divides rows by a hash of the seed and their group, so that the same data and seed always divide alike and rows of one
 * group (the same source text) never stand on both sides. Every part that can have a row has one: training first, then
 * validation, then test.
 * @param groups one key a row
 * @param fraction share of the rows kept for validation; as much again, at most 200 rows, for the scorecard
 */
export function splitRows(groups: readonly string[], fraction: number, seed: number): Split {
  const members = new Map<string, number[]>()
  groups.forEach((group, row) => {
    const rows = members.get(group)
    if (rows) rows.push(row)
    else members.set(group, [row])
  })
  const shuffled = [...members]
    .map(([group, rows]) => ({ rows, key: hash(seed, group) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
  const wanted = Math.max(1, Math.round(groups.length * fraction))
  const parts = { valid: [] as number[], test: [] as number[], train: [] as number[] }
  const left = () => shuffled.length
  const fill = (part: number[], want: number, leave: number) => {
    // One by one: a group may have more rows than a call can have arguments.
    while (part.length < want && left() > leave) for (const row of shuffled.pop()?.rows ?? []) part.push(row)
  }
  fill(parts.valid, wanted, 1)
  fill(parts.test, Math.min(wanted, maxTestRows), 1)
  for (const { rows } of shuffled) for (const row of rows) parts.train.push(row)
  const inOrder = (rows: readonly number[]) => [...rows].sort((a, b) => a - b)
  return { train: inOrder(parts.train), valid: inOrder(parts.valid), test: inOrder(parts.test) }
}

function hash(seed: number, group: string): string {
  return createHash('sha256').update(`${seed}\n${group}`).digest('hex')
}
