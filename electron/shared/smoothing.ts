/**
 * An exponential moving average, corrected for its start as Adam's moments are, one value at a time. What is no number gives NaN and
 * leaves the average as it was. `weight` is what stays of the average at each point, 0 to below 1.
 */
export function smoother(weight: number): (value: number) => number {
  let average = 0
  let left = 1
  return (value) => {
    if (!Number.isFinite(value)) return Number.NaN
    average = average * weight + value * (1 - weight)
    left *= weight
    return average / (1 - left)
  }
}

/**
 * A weight that follows the curve closely enough to be read: none below 40 points, 0.69 at 128, at most 0.95. It changes only where the
 * number of points doubles, so that a growing curve is smoothed anew a few times and not at every point.
 */
export function smoothingWeight(points: number): number {
  const power = 2 ** Math.floor(Math.log2(Math.max(points, 1)))
  return Math.min(0.95, Math.max(0, 1 - 40 / power))
}
