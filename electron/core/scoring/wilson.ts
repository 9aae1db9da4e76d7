/** A confidence interval of a rate, both ends between 0 and 1. */
export type Interval = { readonly low: number; readonly high: number }

const z = 1.959963984540054

/**
 * Wilson's 95 % score interval of `successes` out of `total` (Wilson 1927, Journal of the American Statistical Association 22). Of nothing
 * nothing is known: 0 to 1.
 */
export function wilsonInterval(successes: number, total: number): Interval {
  if (!(total > 0)) return { low: 0, high: 1 }
  const rate = Math.min(1, Math.max(0, successes / total))
  const centre = rate + (z * z) / (2 * total)
  const spread = z * Math.sqrt((rate * (1 - rate)) / total + (z * z) / (4 * total * total))
  const scale = 1 + (z * z) / total
  // At the ends rounding would leave 1e-17 instead of 0.
  return {
    low: rate === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: rate === 1 ? 1 : Math.min(1, (centre + spread) / scale),
  }
}
