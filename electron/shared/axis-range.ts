import type { Column } from './decimate'
import { powerOfTen } from './quantities'

/** A linear axis. Its ends are whole multiples of `step`, and so are the places on it that are named. */
export type LinearAxis = { readonly from: number; readonly to: number; readonly step: number }

/** Share of what an axis holds that is left free above its highest figure. */
const air = 0.04
/** Figures below this are drawn as nought: what is so small has no exact halves. */
const asNought = 1e-300
/** Most figures that are left outside an axis, and how many times as high as all the others each of them has to be. */
const mostOutside = 3
const farAbove = 4
/** Of fewer figures none is called far above the others. */
const fewestHeld = 8

/**
 * The axis for figures from `low` to `high`: from zero, unless all of them are far above it, up to a named place above the highest, so that no
 * curve seems to leave the picture.
 * @param most distances between named places there is room for; two at least are taken
 */
export function linearAxis(low: number, high: number, most: number): LinearAxis {
  if (high < asNought && low >= 0) return { from: 0, to: 1, step: most < 5 ? 0.5 : 0.2 }
  // Figures that are all alike stand in the middle of an axis of a fiftieth of what they are.
  const spread = Math.max(high - low, Math.abs(high) / 50)
  const floor = low > high / 2 ? low - Math.max(spread * 0.1, (spread - (high - low)) / 2) : Math.min(0, low)
  const roof = high <= 0 ? 1 : high + Math.max((high - floor) * air, (spread - (high - low)) / 2)
  const room = Math.max(2, most)
  for (const step of roundSteps((roof - floor) / room)) {
    const [first, last] = [Math.floor(floor / step), Math.ceil(roof / step)]
    const axis = { from: rounded(first * step), to: rounded(last * step), step }
    if (last - first <= room && Number.isFinite(axis.to) && axis.from < axis.to) return axis
  }
  // Figures too large or too small to be rounded.
  const [from, to] = [floor, Math.min(roof, Number.MAX_VALUE)]
  return to > from ? { from, to, step: to - from } : { from: from - 0.5, to: from + 0.5, step: 1 }
}

/** The places of an axis that are named, ascending, its ends among them. */
export function namedPlaces({ from, to, step }: LinearAxis): readonly number[] {
  const between = Array.from({ length: Math.round((to - from) / step) - 1 }, (_, place) => rounded(from + (place + 1) * step))
  return [from, ...between, to]
}

/** A named place, with as many digits as those `step` apart need: 0.2, 1.0, 12,000, 3e-7. */
export function placeWords(value: number, step: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  if (size >= 1e7 || size < 1e-4) return powerOfTen(value)
  const places = Math.min(6, Math.max(0, -Math.floor(Math.log10(step))))
  return value.toLocaleString('en-US', { minimumFractionDigits: places, maximumFractionDigits: places })
}

/**
 * The highest figure that a linear axis holds. That is the highest of all, but for up to three that are each more than four times as high as everything
 * else, levels included: holding them would flatten all the others. Null where there is nothing to hold.
 * @param figures columns of what was measured; what is no number counts for nothing
 * @param levels what is held always
 */
export function highestHeld(figures: readonly Column[], levels: readonly number[] = []): number | null {
  const { count, highest } = theHighest(figures, mostOutside + 1)
  const level = Math.max(Number.NEGATIVE_INFINITY, ...levels)
  for (let outside = Math.min(mostOutside, count - fewestHeld); outside > 0; outside -= 1) {
    const rest = Math.max(highest[outside] ?? level, level)
    if (rest > 0 && (highest[outside - 1] ?? 0) > farAbove * rest) return rest
  }
  const high = Math.max(highest[0] ?? level, level)
  return Number.isFinite(high) ? high : null
}

/** A figure that an axis does not hold. */
export type PointAbove = { readonly step: number; readonly value: number }

/** The figures of a curve that lie above what an axis holds, by step. */
export function pointsAbove(steps: Column, values: Column, roof: number): readonly PointAbove[] {
  return steps.flatMap((step, place) => {
    const value = values[place] ?? Number.NaN
    return value > roof ? [{ step, value }] : []
  })
}

/** How many numbers there are, and so many of the highest, those first. */
function theHighest(columns: readonly Column[], most: number): { readonly count: number; readonly highest: readonly number[] } {
  const highest: number[] = []
  let count = 0
  for (const column of columns) {
    for (const value of column) {
      if (!Number.isFinite(value)) continue
      count += 1
      if (highest.length === most && value <= (highest[most - 1] ?? value)) continue
      const place = highest.findIndex((other) => other < value)
      highest.splice(place < 0 ? highest.length : place, 0, value)
      highest.length = Math.min(highest.length, most)
    }
  }
  return { count, highest }
}

/** 1, 2 or 5 times a power of ten, not below a distance, ascending; none where there is none. */
export function roundSteps(distance: number): readonly number[] {
  const power = Math.floor(Math.log10(distance))
  return [1, 2, 5, 10, 20, 50, 100].map((factor) => Number(`${factor}e${power}`)).filter((step) => step >= distance * (1 - 1e-9))
}

/** Without what is left over of multiplying and adding: 0.6000000000000001 is 0.6. */
function rounded(value: number): number {
  return Number(value.toPrecision(12))
}
