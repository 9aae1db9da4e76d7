import { validationInterval } from '../../electron/shared/run-length'
import type { Metric, TrainingConfig } from '../../electron/shared/training'
import type { MetricLog } from '../studio/metric-log'

/** How many of the last figures the speed is taken over. */
const span = 40
/** How many of the last validations their time is taken over. */
const judged = 3

/** How fast a run is. */
export type Pace = {
  /** Seconds an update takes by itself. */
  readonly secondsPerStep: number
  /** Seconds a validation takes, with the rewrites that are scored at it; 0 before there was one to measure. */
  readonly secondsPerValidation: number
}

/** The settings that say how often a run validates. */
type Validating = Pick<TrainingConfig, 'steps_per_eval' | 'grad_accumulation_steps'>

/**
 * The pace of a run, from figures whose `seconds` are one clock that validations count in: between two training figures with none in
 * between only updates were made, and what a validation took beyond the updates before it was its own. Updates go by the last figures,
 * validations by the last ones in the whole log. Null before it is known.
 */
export function paceOf(log: MetricLog): Pace | null {
  const secondsPerStep = stepSeconds(log)
  return secondsPerStep <= 0 ? null : { secondsPerStep, secondsPerValidation: validationSeconds(log, secondsPerStep) }
}

function stepSeconds(log: MetricLog): number {
  let steps = 0
  let seconds = 0
  for (let place = Math.max(1, log.length - span + 1); place < log.length; place += 1) {
    const before = log.at(place - 1)
    const metric = log.at(place)
    if (metric?.split !== 'train' || before === undefined || metric.step <= before.step) continue
    steps += metric.step - before.step
    seconds += metric.seconds - before.seconds
  }
  const first = log.at(0)
  if (steps > 0) return seconds / steps
  return first === undefined || first.step === 0 ? 0 : first.seconds / first.step
}

/** Of the newest validations; before there is one during training, of the base model's, whose time the trial of the longest batch is in. */
function validationSeconds(log: MetricLog, secondsPerStep: number): number {
  const costs: number[] = []
  for (let place = log.length - 1; place > 0 && costs.length < judged; place -= 1) {
    const metric = log.at(place)
    const before = log.at(place - 1)
    if (metric?.split !== 'valid' || before === undefined) continue
    costs.push(Math.max(0, metric.seconds - before.seconds - (metric.step - before.step) * secondsPerStep))
  }
  if (costs.length > 0) return costs.reduce((sum, cost) => sum + cost, 0) / costs.length
  const first = log.at(0)
  return isOfBaseModel(first) ? first.seconds : 0
}

const isOfBaseModel = (metric: Metric | undefined): metric is Metric => metric?.split === 'valid' && metric.step === 0

/** Validations still to come after the one at `step`: one at every interval, and one at the end. */
export function validationsLeft(config: Validating, step: number, totalSteps: number): number {
  if (step >= totalSteps) return 0
  const interval = validationInterval(config, totalSteps)
  return Math.ceil(totalSteps / interval) - Math.floor(step / interval)
}

/** Seconds left at the present pace, with the validations to come; null while it is not known. */
export function secondsLeft(log: MetricLog, config: Validating, step: number, totalSteps: number): number | null {
  const pace = paceOf(log)
  if (pace === null || totalSteps <= 0) return null
  // At a step that is validated the validation may be still under way.
  const validated = Math.min(step, log.last('valid')?.step ?? step)
  return Math.max(0, totalSteps - step) * pace.secondsPerStep + validationsLeft(config, validated, totalSteps) * pace.secondsPerValidation
}
