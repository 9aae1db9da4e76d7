import type { Metric } from '../../electron/shared/training'
import { smoothed, smoothingWeight } from './smoothing'

type Column = readonly (number | null)[]

/** A run's curves on one axis of completed steps; a null where a curve has no point. */
export type Curves = {
  readonly steps: readonly number[]
  readonly train: Column
  readonly smooth: Column
  readonly valid: Column
  /** The base model's validation loss: the one of step 0. */
  readonly base: number | null
  readonly best: { readonly step: number; readonly loss: number } | null
}

/** Metrics as columns. */
export function curvesOf(metrics: readonly Metric[]): Curves {
  const steps = [...new Set(metrics.map((metric) => metric.step))].sort((a, b) => a - b)
  const train = new Map(metrics.filter((metric) => metric.split === 'train').map((metric) => [metric.step, metric.loss]))
  const validations = metrics.filter((metric) => metric.split === 'valid')
  const valid = new Map(validations.map((metric) => [metric.step, metric.loss]))
  const raw = steps.map((step) => train.get(step) ?? null)
  return {
    steps,
    train: raw,
    smooth: smoothed(raw, smoothingWeight(train.size)),
    valid: steps.map((step) => valid.get(step) ?? null),
    base: valid.get(0) ?? null,
    best: validations.reduce<Curves['best']>(
      (best, { step, loss }) => (loss !== null && (best === null || loss < best.loss) ? { step, loss } : best),
      null,
    ),
  }
}
