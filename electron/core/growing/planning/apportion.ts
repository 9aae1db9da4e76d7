import type { RandomLot } from '../random-lot'

/** A thing with its weight among others. */
export type Weighted<T> = { readonly value: T; readonly weight: number }

/**
 * How many of `total` each thing gets, by largest remainders: never one more or less than its exact share, none for a weight of 0, and
 * `total` together. Weights may have any sum that is not 0.
 */
export function apportion(total: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  const exact = weights.map((weight) => (sum > 0 ? (total * weight) / sum : 0))
  const counts = exact.map(Math.floor)
  const left = sum > 0 ? total - counts.reduce((all, count) => all + count, 0) : 0
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .filter(({ index }) => (weights[index] ?? 0) > 0)
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index)
  for (const { index } of byRemainder.slice(0, left)) counts[index] = (counts[index] ?? 0) + 1
  return counts
}

/** `total` things in the shares that their weights ask for, in an order that chance decides. */
export function deal<T>(total: number, things: readonly Weighted<T>[], lot: RandomLot): readonly T[] {
  const counts = apportion(
    total,
    things.map(({ weight }) => weight),
  )
  return lot.shuffled(things.flatMap(({ value }, index) => Array.from({ length: counts[index] ?? 0 }, () => value)))
}

/** The same, for things that all weigh the same. */
export function dealEvenly<T>(total: number, values: readonly T[], lot: RandomLot): readonly T[] {
  return deal(
    total,
    values.map((value) => ({ value, weight: 1 })),
    lot,
  )
}

/** Yes for a share of `total`, no for the others, in an order that chance decides. */
export function dealShare(total: number, share: number, lot: RandomLot): readonly boolean[] {
  const chosen = Math.round(total * share)
  return lot.shuffled(Array.from({ length: total }, (_, index) => index < chosen))
}
