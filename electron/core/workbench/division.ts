import type { DataPart, SplitSettings } from '../../shared/dataset'

/** A row to divide: the group it must stay with, the length of its text, and the part that files or hands gave it. */
export type RowsToDivide = {
  readonly count: number
  readonly groupOf: (row: number) => number
  readonly lengthOf: (row: number) => number
  readonly givenPart: (row: number) => DataPart | null
  /** Whether a part comes whole from outside, so that no other row is put in it. */
  readonly isGiven: (part: DataPart) => boolean
  /** What a group is told from others by, the same in every session: a hash of its text. */
  readonly keyOf: (group: number) => number
}

/** Most held-out rows a run keeps for its scorecard. */
const maxTestRows = 200
/** Every part takes its share of as many classes of length, so that it has short texts and long ones. */
const strata = 8

const parts: readonly DataPart[] = ['train', 'valid', 'test']

/**
 * Divides rows so that groups stay together and every part has its share of short and long texts. The same rows and seed always divide
 * alike. What was given stays as it is. Every part that can have a row has one: training first, then validation, then test.
 * @returns the part of each row, as a place in train, valid, test
 */
export function divideRows(rows: RowsToDivide, { fraction, seed }: SplitSettings): Uint8Array {
  const division = new Uint8Array(rows.count)
  const open = new Map<number, number[]>()
  for (let row = 0; row < rows.count; row++) {
    const given = rows.givenPart(row)
    if (given !== null) {
      division[row] = parts.indexOf(given)
      continue
    }
    const group = rows.groupOf(row)
    const members = open.get(group)
    if (members) members.push(row)
    else open.set(group, [row])
  }
  const classes = classesOf(
    [...open].map(([group, members]) => ({
      members,
      length: members.reduce((sum, row) => sum + rows.lengthOf(row), 0) / members.length,
      lot: lotOf(rows.keyOf(group), seed),
    })),
  )
  const openRows = [...open.values()].reduce((sum, members) => sum + members.length, 0)
  const wanted = Math.max(1, Math.round(openRows * fraction))
  let left = open.size
  const fill = (part: number, count: number): void => {
    for (const { groups, quota } of quotasOf(classes, count)) {
      for (let taken = 0; taken < quota && left > 1; ) {
        const group = groups.shift()
        if (!group) break
        for (const row of group.members) division[row] = part
        taken += group.members.length
        left -= 1
      }
    }
  }
  if (!rows.isGiven('valid')) fill(1, wanted)
  if (!rows.isGiven('test')) fill(2, Math.min(wanted, maxTestRows))
  return division
}

type Group = { readonly members: readonly number[]; readonly length: number; readonly lot: number }

/** Groups by class of length, each class in the order of its lots. */
function classesOf(groups: readonly Group[]): Group[][] {
  const byLength = [...groups].sort((a, b) => a.length - b.length || a.lot - b.lot)
  const size = Math.ceil(byLength.length / strata)
  const classes = Array.from({ length: strata }, (_, at) => byLength.slice(at * size, (at + 1) * size))
  return classes.filter(({ length }) => length > 0).map((members) => members.sort((a, b) => a.lot - b.lot))
}

/** How many of the wanted rows each class of length gives: its share, what is left over by the largest remainders. */
function quotasOf(classes: readonly Group[][], wanted: number): { readonly groups: Group[]; readonly quota: number }[] {
  const sizes = classes.map((groups) => groups.reduce((sum, { members }) => sum + members.length, 0))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const exact = sizes.map((size) => (total === 0 ? 0 : (wanted * size) / total))
  const quotas = exact.map(Math.floor)
  const order = [...exact.keys()].sort((a, b) => {
    const [one, other] = [(exact[a] ?? 0) % 1, (exact[b] ?? 0) % 1]
    return other - one || (classes[a]?.[0]?.lot ?? 0) - (classes[b]?.[0]?.lot ?? 0)
  })
  const missing = wanted - quotas.reduce((sum, quota) => sum + quota, 0)
  for (const at of order.slice(0, missing)) quotas[at] = (quotas[at] ?? 0) + 1
  return classes.map((groups, at) => ({ groups, quota: quotas[at] ?? 0 }))
}

/** A number between 0 and 2^32 that follows from a group and the seed. */
function lotOf(key: number, seed: number): number {
  let mixed = Math.imul((key >>> 0) ^ Math.imul(seed + 1, 0x9e3779b1), 0x85ebca6b)
  mixed ^= mixed >>> 13
  mixed = Math.imul(mixed ^ Math.floor(key / 2 ** 32), 0xc2b2ae35)
  mixed ^= mixed >>> 16
  return mixed >>> 0
}
