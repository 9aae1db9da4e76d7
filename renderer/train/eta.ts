import type { Metric } from '../../electron/shared/training'

/** How many of the last train figures the speed is taken over. */
const span = 20

/** Updates a second over the last figures; null before there are two. */
export function stepsPerSecond(metrics: readonly Metric[]): number | null {
  const recent = metrics.filter((metric) => metric.split === 'train').slice(-span)
  const first = recent[0]
  const last = recent.at(-1)
  if (first === undefined || last === undefined) return null
  const steps = first === last ? last.step : last.step - first.step
  const seconds = first === last ? last.seconds : last.seconds - first.seconds
  return steps > 0 && seconds > 0 ? steps / seconds : null
}

/** Seconds left at the present speed; null while it is not known. */
export function secondsLeft(metrics: readonly Metric[], step: number, totalSteps: number): number | null {
  const speed = stepsPerSecond(metrics)
  return speed === null || totalSteps <= 0 ? null : Math.max(0, totalSteps - step) / speed
}
