import { type Column, type Domain, firstFrom } from '../../electron/shared/decimate'
import { count } from '../../electron/shared/quantities'
import { onLogAxis } from './chart-data'
import { inLegend, type Line, type ViewName, writeValue } from './views'

/** What one line says at a step. */
export type Reading = {
  readonly line: Line
  readonly text: string
  /** The step its figure is from where that is an earlier one; null where it is this very step. */
  readonly from: number | null
}

/** The values of every line at a step: the figure of that step, else the last before it. Lines that begin later are left out. */
export function readingsAt(view: ViewName, lines: readonly Line[], step: number): readonly Reading[] {
  return inLegend(lines).flatMap((line) => {
    const after = firstFrom(line.steps, step)
    const place = line.steps[after] === step ? after : after - 1
    const at = line.steps[place]
    if (at === undefined) return []
    const here = at === step || line.level === true
    return [{ line, text: writeValue(view, line, line.values[place] ?? Number.NaN), from: here ? null : at }]
  })
}

/** The readings as a sentence, for those who listen. */
export function spokenReadings(step: number, readings: readonly Reading[]): string {
  const parts = readings.map(({ line, text, from }) => `${line.label} ${text}${from === null ? '' : ` from step ${count(from)}`}`)
  return `Step ${count(step)}: ${parts.join(', ')}.`
}

/** The step with a figure that is nearest; null where there is none. Steps ascend. */
export function nearestStep(steps: Column, step: number): number | null {
  const after = firstFrom(steps, step)
  const low = steps[after - 1]
  const high = steps[after]
  if (low === undefined || high === undefined) return low ?? high ?? null
  return step - low <= high - step ? low : high
}

/** All steps that the lines have, from the first to the last; at least one wide. */
export function extentOf(lines: readonly Line[]): Domain {
  const from = Math.min(...lines.map((line) => line.steps[0] ?? 0))
  const to = Math.max(...lines.map((line) => line.steps.at(-1) ?? 0))
  if (!Number.isFinite(from)) return { from: 0, to: 1 }
  return { from, to: Math.max(to, from + 1) }
}

/** Figures of lines on a log axis that it has no place for: nought or below. */
export function unplaceable(lines: readonly Line[], { from, to }: Domain): number {
  let found = 0
  for (const { steps, values } of lines.filter((line) => onLogAxis(line, 'log'))) {
    for (let place = firstFrom(steps, from); (steps[place] ?? Number.POSITIVE_INFINITY) <= to; place += 1) {
      if ((values[place] ?? 1) <= 0) found += 1
    }
  }
  return found
}
