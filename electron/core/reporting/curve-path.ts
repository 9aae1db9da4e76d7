import { decimated } from '../../shared/decimate'
import type { Curve } from './curves'
import type { PlotFrame } from './plot-frame'

/** Pixels' worth of columns that a curve is thinned to. */
const columns = 400

/** A point of a curve in the picture. */
export type Place = { readonly x: number; readonly y: number }

/** What of a curve is drawn. */
export type DrawnCurve = {
  /** Data of an SVG path, '' where there is nothing to draw. A point that stands alone is a path without length, which round ends make a dot. */
  readonly path: string
  readonly points: readonly Place[]
}

/**
 * A curve in a picture, thinned to what can be told apart; its line breaks where a figure is no number.
 * @param height where a value lies
 */
export function drawnCurve({ steps, values }: Curve, { x, steps: domain }: PlotFrame, height: (value: number) => number): DrawnCurve {
  const thinned = decimated(steps, values, domain, columns)
  const places = thinned.values.map((value, place): Place | null => {
    const y = value === null ? Number.NaN : height(value)
    return Number.isFinite(y) ? { x: tenths(x(thinned.steps[place] ?? 0)), y: tenths(y) } : null
  })
  const parts = places.map((place, index) => {
    if (place === null) return ''
    const begins = (places[index - 1] ?? null) === null
    const alone = begins && (places[index + 1] ?? null) === null
    return `${begins ? 'M' : 'L'}${place.x} ${place.y}${alone ? 'h0' : ''}`
  })
  return { path: parts.join(''), points: places.filter((place) => place !== null) }
}

/** A length of the picture, to a tenth of its unit. */
export function tenths(length: number): number {
  return Math.round(length * 10) / 10
}
