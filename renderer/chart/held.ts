import { highestHeld, type PointAbove, pointsAbove } from '../../electron/shared/axis-range'
import { type Column, type Domain, firstFrom } from '../../electron/shared/decimate'
import { count } from '../../electron/shared/quantities'
import { type Line, type ViewName, writeValue } from './views'

/** A figure that lies above a linear axis. */
export type Above = PointAbove & { readonly line: Line }

/** What a linear axis at the left holds, and the figures that are so far above all others that it does not hold them, by step. */
export type Held = { readonly low: number; readonly high: number; readonly above: readonly Above[] }

/**
 * What the axis at the left holds of lines within a domain; null where there is nothing there. A level is held where the whole of it is in view.
 * The smoothed line of the run looked at is an echo of its figures: it is held wherever all of these are.
 */
export function heldOf(lines: readonly Line[], domain: Domain): Held | null {
  const left = lines.filter(({ axis }) => axis === 'left')
  const levels = left.filter((line) => line.level === true && isWithin(line, domain)).flatMap(({ values }) => values)
  const curves = left.filter((line) => line.level !== true).map((line) => seen(line, domain))
  const measured = curves.filter(({ line }) => line.echo !== true)
  const columns = (of: readonly Seen[]) => of.map(({ values }) => values)
  const roof = highestHeld(columns(measured), levels)
  const all = [...columns(curves), levels]
  const [low, high] = [extreme(all, Math.min), extreme(all, Math.max)]
  if (roof === null || low === null || high === null) return null
  const above = measured
    .flatMap(({ line, steps, values }) => pointsAbove(steps, values, roof).map((point) => ({ line, ...point })))
    .toSorted((one, other) => one.step - other.step)
  return { low, high: above.length > 0 ? roof : high, above }
}

/** The figures above an axis in words: "6.200 at step 4, 9.100 at step 8". */
export function aboveWords(view: ViewName, above: readonly Above[]): string {
  return above.map(({ line, step, value }) => `${writeValue(view, line, value)} at step ${count(step)}`).join(', ')
}

type Seen = { readonly line: Line; readonly steps: Column; readonly values: Column }

/** A line's points within a domain, both ends included; where it only crosses it, the points between which it does. */
function seen(line: Line, { from, to }: Domain): Seen {
  const first = firstFrom(line.steps, from)
  const last = firstFrom(line.steps, to)
  const after = line.steps[last] === to ? last + 1 : last
  const crosses = first === after && first > 0 && first < line.steps.length
  const [start, end] = crosses ? [first - 1, first + 1] : [first, after]
  return { line, steps: line.steps.slice(start, end), values: line.values.slice(start, end) }
}

function isWithin({ steps }: Line, { from, to }: Domain): boolean {
  return (steps[0] ?? from) >= from && (steps.at(-1) ?? to) <= to
}

function extreme(columns: readonly Column[], choose: (one: number, other: number) => number): number | null {
  let found: number | null = null
  for (const column of columns) {
    for (const value of column) if (Number.isFinite(value)) found = found === null ? value : choose(found, value)
  }
  return found
}
