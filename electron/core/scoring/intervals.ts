import type { Interval } from '../../shared/scorecard'

/** The 97.5 % point of the normal distribution. */
const z = 1.959963984540054

/**
 * Wilson's score interval of a proportion, 95 %: it stays within 0 and 1 and says something of 0 out of n as well (Wilson, JASA 22, 1927).
 * Only sums, products, quotients and a square root, which every machine rounds alike.
 * @param of how many were counted; of none the interval is everything
 */
export function wilson(count: number, of: number): Interval {
  if (of === 0) return { low: 0, high: 1 }
  const share = count / of
  const middle = share + (z * z) / (2 * of)
  const reach = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))
  const whole = 1 + (z * z) / of
  return {
    low: count === 0 ? 0 : Math.max(0, (middle - reach) / whole),
    high: count === of ? 1 : Math.min(1, (middle + reach) / whole),
  }
}
