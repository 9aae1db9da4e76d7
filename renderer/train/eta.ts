import type { Metric, TrainingConfig } from '../../electron/shared/training'
import type { MetricLog } from '../studio/metric-log'

/** How many of the last figures the speed is taken over. */
const span = 40

/** How fast a run is. */
export type Pace = {
  /** Seconds an update takes by itself. */
  readonly secondsPerStep: number
  /** Seconds a validation takes, with the rewrites that are scored at it; 0 before there was one to measure. */
  readonly secondsPerValidation: number
}

/**
 * The pace of a run over its last figures, whose `seconds` are one clock that validations count in: between two training figures with none
 * in between only updates were made, and what a validation took beyond the updates before it was its own. Null before it is known.
 */
export function paceOf(log: MetricLog): Pace | null {
  const recent: Metric[] = []
  for (let place = Math.max(0, log.length - span); place < log.length; place += 1) {
    const metric = log.at(place)
    if (metric !== undefined) recent.push(metric)
  }
  const pairs = recent.slice(1).map((metric, place) => ({ metric, before: recent[place] ?? metric }))
  const updates = pairs.filter(({ metric, before }) => metric.split === 'train' && metric.step > before.step)
  const steps = updates.reduce((sum, { metric, before }) => sum + metric.step - before.step, 0)
  const seconds = updates.reduce((sum, { metric, before }) => sum + metric.seconds - before.seconds, 0)
  const first = recent.find((metric) => metric.step > 0)
  const secondsPerStep = steps > 0 ? seconds / steps : first === undefined ? 0 : first.seconds / first.step
  if (secondsPerStep <= 0) return null
  const costs = pairs
    .filter(({ metric }) => metric.split === 'valid')
    .map(({ metric, before }) => Math.max(0, metric.seconds - before.seconds - (metric.step - before.step) * secondsPerStep))
    .slice(-3)
  const secondsPerValidation = costs.length === 0 ? 0 : costs.reduce((sum, cost) => sum + cost, 0) / costs.length
  return { secondsPerStep, secondsPerValidation }
}

/** Validations still to come after `step`: one at every interval, and one at the end. About ten a run unless the configuration says. */
export function validationsLeft(
  { steps_per_eval, grad_accumulation_steps }: Pick<TrainingConfig, 'steps_per_eval' | 'grad_accumulation_steps'>,
  step: number,
  totalSteps: number,
): number {
  if (step >= totalSteps) return 0
  const interval = steps_per_eval === null ? Math.ceil(totalSteps / 10) : steps_per_eval / grad_accumulation_steps
  const upTo = (steps: number): number => Math.floor(steps / interval)
  return upTo(totalSteps) - upTo(step) + (Number.isInteger(totalSteps / interval) ? 0 : 1)
}

/** Seconds left at the present pace, with the validations to come; null while it is not known. */
export function secondsLeft(
  log: MetricLog,
  config: Pick<TrainingConfig, 'steps_per_eval' | 'grad_accumulation_steps'>,
  step: number,
  totalSteps: number,
): number | null {
  const pace = paceOf(log)
  if (pace === null || totalSteps <= 0) return null
  return Math.max(0, totalSteps - step) * pace.secondsPerStep + validationsLeft(config, step, totalSteps) * pace.secondsPerValidation
}
