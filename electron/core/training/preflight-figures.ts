import type { Preflight } from '../../shared/preflight'
import { type MeasuredRows, toldRows } from './measured-rows'

/** Most bars of a histogram. */
const maxBins = 24

/** Whether a row can be trained on: its template takes it, and some of what is learned lies within the longest row allowed. */
export function isTrainable({ tokens, starts }: MeasuredRows, place: number, longest: number): boolean {
  return learnedTokens(tokens[place] ?? 0, starts[place] ?? 0, longest) > 0
}

/** Tokens that are learned of a row. */
function learnedTokens(tokens: number, start: number, longest: number): number {
  return Math.max(0, Math.min(tokens, longest) - start)
}

/**
 * Figures of measured rows. Lengths are whole, as the rows are; learned tokens are those within the longest row allowed.
 * @param indexes place in the dataset of each measured row
 * @param trained those of the measured rows that are trained on: only their tokens are learned
 */
export function tokenFigures(
  measured: MeasuredRows,
  indexes: readonly number[],
  longest: number,
  trained: readonly number[],
): Pick<Preflight, 'tokens' | 'cut' | 'refused' | 'empty'> {
  const { tokens, starts, refused, lost } = measured
  const row = (place: number) => indexes[place] ?? place
  const places = tokens.map((_, place) => place).filter((place) => (tokens[place] ?? 0) > 0)
  const lengths = places.map((place) => tokens[place] ?? 0).sort((a, b) => a - b)
  const empty = places.filter((place) => !isTrainable(measured, place, longest))
  return {
    tokens: {
      p50: percentile(lengths, 0.5),
      p95: percentile(lengths, 0.95),
      max: lengths.at(-1) ?? 0,
      total: trained.reduce((sum, place) => sum + (tokens[place] ?? 0), 0),
      learned: trained.reduce((sum, place) => sum + learnedTokens(tokens[place] ?? 0, starts[place] ?? 0, longest), 0),
      histogram: histogram(lengths),
    },
    cut: {
      rows: lengths.filter((length) => length > longest).length,
      examples: lost.map(({ row: place, text }) => {
        const length = tokens[place] ?? 0
        return { row: row(place), tokens: length, cut: Math.max(0, length - longest), lost: text }
      }),
    },
    refused: {
      rows: tokens.length - places.length,
      examples: refused.map(({ row: place, reason }) => ({ row: row(place), reason })),
    },
    empty: { rows: empty.length, examples: empty.slice(0, toldRows).map(row) },
  }
}

/** The smallest length that so large a share of the rows does not exceed (nearest rank); 0 where there are none. */
export function percentile(ascending: readonly number[], share: number): number {
  return ascending[Math.max(0, Math.ceil(share * ascending.length) - 1)] ?? 0
}

/** Rows by length in at most 24 bins as wide as 1, 2 or 5 times a power of ten, from the shortest row's to the longest's. */
export function histogram(ascending: readonly number[]): Preflight['tokens']['histogram'] {
  const [shortest] = ascending
  const longest = ascending.at(-1)
  if (shortest === undefined || longest === undefined) return []
  const width = binWidth(shortest, longest)
  const first = Math.floor(shortest / width)
  const bins = Array.from({ length: Math.floor(longest / width) - first + 1 }, (_, place) => {
    const from = (first + place) * width
    return { from, to: from + width, rows: 0 }
  })
  for (const length of ascending) {
    const bin = bins[Math.floor(length / width) - first]
    if (bin) bin.rows++
  }
  return bins
}

function binWidth(shortest: number, longest: number): number {
  for (let power = 1; ; power *= 10) {
    for (const width of [power, 2 * power, 5 * power]) {
      if (Math.floor(longest / width) - Math.floor(shortest / width) < maxBins) return width
    }
  }
}
