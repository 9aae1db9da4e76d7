/** The columns that a dynamic programme visits in each of its rows. */
export type Band = {
  /** Widest row, in cells. */
  readonly width: number
  /** First column of a row. */
  readonly from: (row: number) => number
  /** Last column of a row, inclusive. */
  readonly to: (row: number) => number
}

const cells = 16_000_000

/**
 * The whole table of `rows + 1` × `columns + 1` cells while it has at most 16 million (4,000 × 4,000 tokens). Beyond that a band around the
 * diagonal, at least 64 columns to either side: where a rewrite drifts further, its alignment there is no longer the cheapest one.
 */
export function bandOf(rows: number, columns: number): Band {
  if ((rows + 1) * (columns + 1) <= cells) return { width: columns + 1, from: () => 0, to: () => columns }
  const slope = columns / Math.max(1, rows)
  const half = Math.max(64 + Math.ceil(slope), Math.floor(cells / (2 * (rows + 1))))
  return {
    width: 2 * half + 1,
    from: (row) => Math.max(0, Math.round(row * slope) - half),
    to: (row) => Math.min(columns, Math.round(row * slope) + half),
  }
}
