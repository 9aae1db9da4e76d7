/**
 * An exponential moving average, corrected for its start as Adam's moments are. Nulls stay null and leave it as it was.
 * `weight` is what stays of the average at each point, 0 to below 1.
 */
export function smoothed(values: readonly (number | null)[], weight: number): readonly (number | null)[] {
  let average = 0
  let left = 1
  return values.map((value) => {
    if (value === null || !Number.isFinite(value)) return null
    average = average * weight + value * (1 - weight)
    left *= weight
    return average / (1 - left)
  })
}

/** A weight that follows the curve closely enough to be read: none below 40 points, 0.8 at 200, at most 0.95. */
export const smoothingWeight = (points: number): number => Math.min(0.95, Math.max(0, 1 - 40 / Math.max(points, 1)))
