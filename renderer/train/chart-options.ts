import type uPlot from 'uplot'
import { count, loss } from '../text/format'

/** How the loss is drawn: raw train faint, smoothed over it, validation as points, the base model dashed. */
export function chartOptions(target: HTMLElement, scale: 'linear' | 'log'): uPlot.Options {
  const colour = colours(target)
  const font = getComputedStyle(target).font
  const axis = { stroke: colour('--ink3'), font, grid: { stroke: colour('--line'), width: 1 }, ticks: { show: false } }
  return {
    width: target.clientWidth,
    height: target.clientHeight,
    padding: [16, 24, 0, 0],
    legend: { show: true, live: true },
    cursor: { y: false, points: { size: 7 } },
    scales: {
      x: { time: false, range: (_, low, high) => [low, high > low ? high : low + 1] },
      y: scale === 'log' ? { distr: 3 } : { range: (_, low, high) => [floorOf(low, high), high <= 0 ? 1 : high * 1.04] },
    },
    axes: [
      { ...axis, size: 34, grid: { show: false }, values: (_, ticks) => ticks.map((tick) => (Number.isInteger(tick) ? count(tick) : '')) },
      { ...axis, size: 48, incrs: steps, values: (_, ticks, _axis, _space, step) => ticks.map((tick) => tickText(tick, scale, step)) },
    ],
    series: [
      { label: 'step', value: (_, value) => (value === null ? '–' : count(value)) },
      { label: 'train', stroke: colour('--e1', 0.32), width: 1, points: { show: false }, spanGaps: true, value },
      { label: 'smoothed', stroke: colour('--e1'), width: 2, points: { show: false }, spanGaps: true, value },
      {
        label: 'validation',
        stroke: colour('--e2'),
        width: 2,
        spanGaps: true,
        points: { show: true, size: 7, fill: colour('--e2'), stroke: colour('--bg'), width: 1 },
        value,
      },
      { label: 'base', stroke: colour('--edge'), width: 1.5, dash: [3, 5], points: { show: false }, value },
    ],
  }
}

/** Distances between ticks that need no more places than they have themselves. */
const steps = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]

/** The axis starts at zero, unless the whole curve is far above it. */
const floorOf = (low: number, high: number): number => (low > high / 2 ? low - (high - low) * 0.1 : Math.min(0, low))

/** Ticks of one axis share their places: 0.2, 1.0; on a log scale each has what it needs. */
function tickText(tick: number | null, scale: 'linear' | 'log', step: number): string {
  if (tick === null) return ''
  return scale === 'log' ? String(Number(tick.toPrecision(2))) : tick.toFixed(Math.max(0, -Math.floor(Math.log10(step))))
}

const value = (_: uPlot, shown: number | null): string => (shown === null ? '–' : loss(shown))

/** Reads tokens as a canvas needs them: `light-dark()` is only resolved in a property that takes a colour. */
function colours(target: HTMLElement): (token: string, alpha?: number) => string {
  const probe = document.createElement('span')
  target.append(probe)
  const read = (token: string, alpha = 1): string => {
    probe.style.color = alpha === 1 ? `var(${token})` : `color-mix(in srgb, var(${token}) ${alpha * 100}%, var(--bg))`
    return getComputedStyle(probe).color
  }
  queueMicrotask(() => probe.remove())
  return read
}
