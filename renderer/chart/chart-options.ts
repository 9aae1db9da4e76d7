import type uPlot from 'uplot'
import type { Domain } from '../../electron/shared/decimate'
import { count, rate } from '../text/format'
import type { Breaks } from './breaks'
import { logRange } from './chart-data'
import type { Curves } from './curves'
import { type Line, scoreColour, type ViewName, views } from './views'

/** How a y axis goes. */
export type Scale = 'linear' | 'log'

/** All that a chart is drawn from. */
export type Drawing = {
  readonly view: ViewName
  readonly scale: Scale
  readonly lines: readonly Line[]
  readonly domain: Domain
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

/** The chart of uPlot for a drawing: axes, lines in their colours and dashes, marks. */
export function chartOptions(target: HTMLElement, { latest, factor, hooks = {}, cursor = { show: false } }: Hands): uPlot.Options {
  const { view, scale, lines } = latest()
  const colour = colours(target)
  const font = `${11 * factor}px ${getComputedStyle(target).fontFamily}`
  const scored = lines.some((line) => line.axis === 'right')
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
    padding: [16 * factor, (scored ? 4 : 24) * factor, 0, 0],
    legend: { show: false },
    cursor,
    hooks: { ...hooks, draw: [(plot) => paintMarks(plot, latest(), colour, font, factor), ...(hooks.draw ?? [])] },
    scales: {
      x: { time: false, range: () => [latest().domain.from, latest().domain.to] },
      left:
        scale === 'log'
          ? { distr: 3, range: (_, low, high) => logRange(low, high) }
          : { range: (_, low, high) => [floorOf(low, high), high <= 0 ? 1 : high + (high - Math.min(low, 0)) * 0.04] },
      right: { range: () => [0, 1] },
    },
    axes: [
      {
        ...axis,
        size: 34 * factor,
        space: 60 * factor,
        grid: { show: false },
        values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? count(tick) : '')),
      },
      {
        ...axis,
        scale: 'left',
        size: (plot, values) => widthOf(plot, values, font, factor),
        space: 34 * factor,
        ...(view === 'loss' && scale === 'linear' ? { incrs: increments } : {}),
        values: (_, ticks, _axis, _space, step) => ticks.map((tick) => tickText(tick, view, scale, step)),
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

/** Distances between ticks that need no more places than they have themselves. */
const increments = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 10_000, 100_000, 1_000_000,
]

/** The axis starts at zero, unless the whole curve is far above it. */
const floorOf = (low: number, high: number): number => (low > high / 2 ? low - (high - low) * 0.1 : Math.min(0, low))

/** Ticks of one axis share their places: 0.2, 1.0; on a log scale each has what it needs. */
function tickText(tick: number | null, view: ViewName, scale: Scale, step: number): string {
  if (tick === null) return ''
  if (view === 'rate') return tick === 0 ? '0' : Number(tick.toPrecision(2)).toExponential()
  if (view !== 'loss') return tick === 0 ? '0' : views[view].write(tick)
  return scale === 'log' ? String(Number(tick.toPrecision(2))) : tick.toFixed(Math.max(0, -Math.floor(Math.log10(step))))
}

/** As wide as the widest value on the axis. */
function widthOf({ ctx }: uPlot, values: readonly string[] | null, font: string, factor: number): number {
  ctx.save()
  ctx.font = font
  const widest = Math.max(0, ...(values ?? []).map((value) => ctx.measureText(value).width))
  ctx.restore()
  return Math.max(44 * factor, Math.ceil(widest) + 14 * factor)
}

/** A ring around the best validation, and a sign on the axis at each figure that was no number: each run's in a row of its own. */
function paintMarks(plot: uPlot, { view, marks, domain }: Drawing, colour: (token: string) => string, font: string, factor: number): void {
  const { ctx, bbox } = plot
  const unit = devicePixelRatio * factor
  const seen = (step: number) => step >= domain.from && step <= domain.to
  ctx.save()
  if (view === 'loss' && marks.best !== null && seen(marks.best.step)) {
    ctx.beginPath()
    ctx.arc(plot.valToPos(marks.best.step, 'x', true), plot.valToPos(marks.best.loss, 'left', true), 7 * unit, 0, 2 * Math.PI)
    ctx.strokeStyle = colour('--e2')
    ctx.lineWidth = 1.5 * unit
    ctx.stroke()
  }
  ctx.lineWidth = unit
  ctx.setLineDash([2 * unit, 3 * unit])
  ctx.textAlign = 'center'
  ctx.font = font.replace(/^[\d.]+px/, `${12 * unit}px`)
  const foot = bbox.top + bbox.height
  for (const [row, { colour: token, steps }] of marks.breaks.entries()) {
    ctx.fillStyle = colour(token)
    ctx.strokeStyle = colour(token)
    const base = foot - row * 12 * unit
    let last = Number.NEGATIVE_INFINITY
    for (const step of steps) {
      const left = plot.valToPos(step, 'x', true)
      if (!seen(step) || left - last < unit) continue
      ctx.beginPath()
      ctx.moveTo(left, bbox.top)
      ctx.lineTo(left, base - 12 * unit)
      ctx.stroke()
      if (left - last >= 10 * unit) ctx.fillText('✗', left, base - 2 * unit)
      last = left
    }
  }
  ctx.restore()
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
