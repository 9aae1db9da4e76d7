import type uPlot from 'uplot'
import { type LinearAxis, linearAxis, namedPlaces, placeWords } from '../../electron/shared/axis-range'
import type { Domain } from '../../electron/shared/decimate'
import { logEnds, logPlaces } from '../../electron/shared/log-axis'
import { count } from '../../electron/shared/quantities'
import { rate } from '../text/format'
import type { Breaks } from './breaks'
import type { Curves } from './curves'
import type { Held } from './held'
import { paintMarks } from './paint-marks'
import { type Line, scoreColour, type ViewName, views } from './views'

/** How a y axis goes. */
export type Scale = 'linear' | 'log'

/** All that a chart is drawn from. */
export type Drawing = {
  readonly view: ViewName
  readonly scale: Scale
  readonly lines: readonly Line[]
  readonly domain: Domain
  /** What a linear axis at the left holds of it; null where there is nothing to hold, and of a log one, which holds everything. */
  readonly held: Held | null
  /** What breaks its curves, and the best validation, which is marked on the loss. */
  readonly marks: Pick<Curves, 'best'> & { readonly breaks: readonly Breaks[] }
}

type Hands = {
  /** The drawing as it is now: options outlive the data they were made with. */
  readonly latest: () => Drawing
  /** Sizes are multiplied by this: 1 on screen. */
  readonly factor: number
  readonly hooks?: uPlot.Hooks.Arrays
  readonly cursor?: uPlot.Cursor
}

/** Above the plot, below it, and between two named places of the axis at the left at least, in pixels. */
const room = { above: 16, below: 34, between: 34 } as const

/** The chart of uPlot for a drawing: axes, lines in their colours and dashes, marks. */
export function chartOptions(target: HTMLElement, { latest, factor, hooks = {}, cursor = { show: false } }: Hands): uPlot.Options {
  const { view, scale, lines } = latest()
  const colour = colours(target)
  const font = `${11 * factor}px ${getComputedStyle(target).fontFamily}`
  const scored = lines.some((line) => line.axis === 'right')
  const isLog = scale === 'log'
  /** Distances between named places of the axis at the left that there is room for. */
  const most = ({ height }: uPlot): number => Math.floor((height / factor - room.above - room.below) / room.between)
  const leftAxis = (plot: uPlot): LinearAxis => {
    const { low, high } = latest().held ?? { low: 0, high: 0 }
    return view === 'memory' ? memoryAxis(low, high, most(plot)) : linearAxis(low, high, most(plot))
  }
  const axis: uPlot.Axis = {
    stroke: colour('--ink3'),
    font,
    gap: 5 * factor,
    grid: { stroke: colour('--line'), width: factor },
    ticks: { show: false },
  }
  return {
    width: target.clientWidth,
    height: target.clientHeight,
    padding: [room.above * factor, (scored ? 4 : 24) * factor, 0, 0],
    legend: { show: false },
    cursor,
    hooks: { ...hooks, draw: [(plot) => paintMarks(plot, latest(), { colour, font, factor }), ...(hooks.draw ?? [])] },
    scales: {
      x: { time: false, range: () => [latest().domain.from, latest().domain.to] },
      left: isLog ? { distr: 3, range: (_, low, high) => [...logEnds(low, high)] } : { range: (plot) => endsOf(leftAxis(plot)) },
      right: { range: () => [0, 1] },
    },
    axes: [
      {
        ...axis,
        size: room.below * factor,
        space: 60 * factor,
        grid: { show: false },
        values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? count(tick) : '')),
      },
      {
        ...axis,
        scale: 'left',
        size: (plot, values) => widthOf(plot, values, font, factor),
        space: room.between * factor,
        splits: (plot, _, low, high) => [...(isLog ? logPlaces(low, high, most(plot)) : namedPlaces(leftAxis(plot)))],
        filter: (_, places) => places,
        values: (plot, ticks) => ticks.map((tick) => tickText(tick, view, isLog ? null : leftAxis(plot).step)),
      },
      {
        ...axis,
        stroke: colour(scoreColour),
        scale: 'right',
        // Room for the ring around a best validation at the very end.
        gap: 10 * factor,
        show: scored,
        side: 1,
        size: 40 * factor,
        space: 34 * factor,
        grid: { show: false },
        values: (_, ticks) => ticks.map((tick) => rate(tick)),
      },
    ],
    series: [
      {},
      ...lines.map(
        (line): uPlot.Series => ({
          label: line.label,
          scale: line.axis,
          stroke: colour(line.colour, line.faint ? 0.32 : 1),
          width: line.width * factor,
          dash: line.dash.map((length) => length * factor),
          points: line.points
            ? { show: true, size: 7 * factor, width: factor, fill: colour(line.colour), stroke: colour('--bg'), dash: [] }
            : { show: false },
        }),
      ),
    ],
  }
}

/** Round in the unit that its figures are written in, each 1,024 of the one below. */
function memoryAxis(low: number, high: number, most: number): LinearAxis {
  const unit = 1024 ** Math.max(0, Math.floor(Math.log2(Math.max(1, high)) / 10))
  const { from, to, step } = linearAxis(low / unit, high / unit, most)
  return { from: from * unit, to: to * unit, step: step * unit }
}

const endsOf = ({ from, to }: LinearAxis): [number, number] => [from, to]

/** Ticks of a linear axis, `step` apart, share their places: 0.2, 1.0; on a log one (null) each has what it needs. */
function tickText(tick: number | null, view: ViewName, step: number | null): string {
  if (tick === null) return ''
  if (view === 'rate') return tick === 0 ? '0' : Number(tick.toPrecision(2)).toExponential()
  if (view !== 'loss') return tick === 0 ? '0' : views[view].write(tick)
  return placeWords(tick, step ?? tick)
}

/** As wide as the widest value on the axis. */
function widthOf({ ctx }: uPlot, values: readonly string[] | null, font: string, factor: number): number {
  ctx.save()
  ctx.font = font
  const widest = Math.max(0, ...(values ?? []).map((value) => ctx.measureText(value).width))
  ctx.restore()
  return Math.max(44 * factor, Math.ceil(widest) + 14 * factor)
}

/** Reads tokens as a canvas needs them: `light-dark()` is only resolved in a property that takes a colour. */
function colours(target: HTMLElement): (token: string, alpha?: number) => string {
  const known = new Map<string, string>()
  return (token, alpha = 1) => {
    const key = `${token} ${alpha}`
    const before = known.get(key)
    if (before !== undefined) return before
    const probe = document.createElement('span')
    target.append(probe)
    probe.style.color = alpha === 1 ? `var(${token})` : `color-mix(in srgb, var(${token}) ${alpha * 100}%, var(--bg))`
    const colour = getComputedStyle(probe).color
    probe.remove()
    known.set(key, colour)
    return colour
  }
}
