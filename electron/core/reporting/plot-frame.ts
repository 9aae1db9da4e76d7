import { highestHeld, linearAxis, type PointAbove, pointsAbove } from '../../shared/axis-range'
import { logEnds } from '../../shared/log-axis'
import type { RunCurves } from './curves'
import { axisTicks, linearTicks, logTicks, type Tick, wholeTicks } from './ticks'

/** The drawing's size and the place of its plot within it, in units of the picture. */
export const picture = { width: 840, height: 340 } as const
const edges = { left: 62, right: 20, rightWithScore: 62, top: 46, bottom: 46 } as const

/** Where figures lie in the picture. */
export type PlotFrame = {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
  /** Of a step, of a loss, of a score. */
  readonly x: (step: number) => number
  readonly y: (loss: number) => number
  readonly scoreY: (score: number) => number
  /** What every step lies between. */
  readonly steps: { readonly from: number; readonly to: number }
  readonly scale: 'linear' | 'log'
  /** Losses so far above all others that a linear axis does not hold them: `y` puts them above the plot. By step. */
  readonly above: readonly PointAbove[]
  readonly stepTicks: readonly Tick[]
  readonly lossTicks: readonly Tick[]
  /** None where nothing was scored. */
  readonly scoreTicks: readonly Tick[]
}

/** A loss so many times the middle one squeezes all the others to the floor of a linear axis. */
const steep = 40
/** Most distances between the losses that are named. */
const mostTicks = 6

/** The frame that a run's curves fit into; null where there is no figure at all. */
export function plotFrame({ train, valid, score, broken, base }: RunCurves): PlotFrame | null {
  const steps = [train.steps, valid.steps, score.steps, broken]
    .flatMap((each) => [each[0], each.at(-1)])
    .filter((step) => step !== undefined)
  if (steps.length === 0) return null
  const [from, last] = [Math.min(...steps), Math.max(...steps)]
  const to = Math.max(last, from + 1)
  const levels = base === null ? [] : [base]
  const roof = highestHeld([train.values, valid.values], levels) ?? 1
  const losses = [...train.values, ...valid.values, ...levels].filter(Number.isFinite).sort((a, b) => a - b)
  const [lowest, highest] = [losses[0] ?? 0, losses.at(-1) ?? 1]
  const scale = isSteep(losses.filter((loss) => loss <= roof)) ? 'log' : 'linear'
  const axis = linearAxis(lowest, roof, mostTicks)
  const [low, high] = scale === 'log' ? logEnds(lowest, highest) : [axis.from, axis.to]
  const above = scale === 'log' ? [] : [train, valid].flatMap(({ steps, values }) => pointsAbove(steps, values, roof))
  const hasScore = score.steps.length > 0
  const [left, right] = [edges.left, picture.width - (hasScore ? edges.rightWithScore : edges.right)]
  const [top, bottom] = [edges.top, picture.height - edges.bottom]
  const along = (value: number) => (scale === 'log' ? Math.log(value) : value)
  // Halves, since the distance of two large numbers may be none.
  const share = (value: number, least: number, most: number) => (most > least ? (value / 2 - least / 2) / (most / 2 - least / 2) : 0.5)
  return {
    left,
    right,
    top,
    bottom,
    x: (step) => left + share(step, from, to) * (right - left),
    // Not far above the plot, where that is left: no drawing has room for whatever a loss may be.
    y: (loss) => Math.max(top / 2, bottom - share(along(loss), along(low), along(high)) * (bottom - top)),
    scoreY: (value) => bottom - value * (bottom - top),
    steps: { from, to },
    scale,
    above: above.toSorted((one, other) => one.step - other.step),
    stepTicks: wholeTicks(from, to, 8),
    lossTicks: losses.length === 0 ? [] : scale === 'log' ? logTicks(low, high, 8) : axisTicks(axis),
    scoreTicks: hasScore ? linearTicks(0, 1, 5) : [],
  }
}

function isSteep(losses: readonly number[]): boolean {
  const middle = losses[Math.floor(losses.length / 2)] ?? 0
  return (losses[0] ?? 0) > 0 && (losses.at(-1) ?? 0) > steep * middle
}
