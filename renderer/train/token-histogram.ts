import type { Preflight } from '../../electron/shared/preflight'

/** A bar of the histogram; places and heights are shares of the drawing, 0 to 1. */
export type TokenBar = {
  readonly from: number
  readonly to: number
  readonly rows: number
  readonly left: number
  readonly width: number
  readonly height: number
  /** Some of its rows are longer than the limit. */
  readonly beyond: boolean
}

/** Rows by length as bars, and where the limit stands; null where it lies far beyond every row. */
export function tokenBars(
  histogram: Preflight['tokens']['histogram'],
  limit: number,
): { readonly bars: readonly TokenBar[]; readonly limit: number | null } {
  const longest = histogram.at(-1)?.to ?? 0
  const near = limit <= longest * 1.25
  const width = Math.max(1, near ? Math.max(longest, limit) : longest)
  const most = Math.max(1, ...histogram.map((bin) => bin.rows))
  return {
    bars: histogram.map(({ from, to, rows }) => ({
      from,
      to,
      rows,
      left: from / width,
      width: (to - from) / width,
      height: rows / most,
      beyond: to - 1 > limit,
    })),
    limit: near ? limit / width : null,
  }
}

/** The smallest limit, rounded up to 64 tokens, under which no row is cut; never above the contract's. */
export const uncutLimit = (longestRow: number): number => Math.min(131_072, Math.max(16, Math.ceil(longestRow / 64) * 64))
