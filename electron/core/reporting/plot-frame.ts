import type { RunCurves } from './curves'
import { linearTicks, logTicks, type Tick, wholeTicks } from './ticks'

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
  readonly stepTicks: readonly Tick[]
  readonly lossTicks: readonly Tick[]
  /** None where nothing was scored. */
  readonly scoreTicks: readonly Tick[]
}

/** A loss so many times the middle one squeezes all the others to the floor of a linear axis. */
const steep = 40

/** The frame that a run's curves fit into; null where there is no figure at all. */
export function plotFrame({ train, valid, score, broken, base }: RunCurves): PlotFrame | null {
  const steps = [train.steps, valid.steps, score.steps, broken]
    .flatMap((each) => [each[0], each.at(-1)])
    .filter((step) => step !== undefined)
  if (steps.length === 0) return null
  const [from, last] = [Math.min(...steps), Math.max(...steps)]
  const to = Math.max(last, from + 1)
  const losses = [...train.values, ...valid.values, ...(base === null ? [] : [base])].filter(Number.isFinite).sort((a, b) => a - b)
  const scale = isSteep(losses) ? 'log' : 'linear'
  const [low, high] = scale === 'log' ? [losses[0] ?? 1, losses.at(-1) ?? 1] : linearRange(losses[0] ?? 0, losses.at(-1) ?? 1)
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
    y: (loss) => bottom - share(along(loss), along(low), along(high)) * (bottom - top),
    scoreY: (value) => bottom - value * (bottom - top),
    steps: { from, to },
    scale,
    stepTicks: wholeTicks(from, to, 8),
    lossTicks: losses.length === 0 ? [] : scale === 'log' ? logTicks(low, high, 8) : linearTicks(low, high, 6),
    scoreTicks: hasScore ? linearTicks(0, 1, 5) : [],
  }
}

function isSteep(losses: readonly number[]): boolean {
  const middle = losses[Math.floor(losses.length / 2)] ?? 0
  return (losses[0] ?? 0) > 0 && (losses.at(-1) ?? 0) > steep * middle
}

/** From zero, unless all of it is far above; with a little air. */
function linearRange(low: number, high: number): readonly [number, number] {
  const air = (high / 2 - low / 2) * 0.1
  const floor = low > high / 2 ? low - 2 * air : Math.min(0, low)
  const roof = high <= 0 ? 1 : Math.min(Number.MAX_VALUE, high + air)
  return roof > floor ? [floor, roof] : [floor - 0.5, floor + 0.5]
}
