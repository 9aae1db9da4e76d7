import type { HardRow } from '../../electron/shared/hardest'

/** How dear a token was, from what it should be to far off: below 0.5 nats (three in five sure), 1.5, 3 (one in twenty), and beyond. */
export type CostBand = 0 | 1 | 2 | 3

/** The band of a token's loss in nats; one that is no number is in the dearest. */
export function costBand(loss: number | null): CostBand {
  if (loss === null || loss >= 3) return 3
  if (loss >= 1.5) return 2
  return loss >= 0.5 ? 1 : 0
}

type Token = HardRow['tokens'][number]

/** The dearest tokens of a row that are worth naming, dearest first. */
export function dearest({ tokens }: HardRow, most: number): readonly Token[] {
  const worth = tokens.filter((token) => costBand(token.loss) > 0)
  return dearestFirst(worth).slice(0, most)
}

/** By loss, the highest first; before them what is no number. */
export function dearestFirst<T extends { readonly loss: number | null }>(costly: readonly T[]): readonly T[] {
  return costly.toSorted((a, b) => (b.loss ?? Number.MAX_VALUE) - (a.loss ?? Number.MAX_VALUE))
}
