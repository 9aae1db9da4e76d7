import { type Column, firstFrom } from '../../shared/decimate'
import { smoother, smoothingWeight } from '../../shared/smoothing'
import type { Metric } from '../../shared/training'

/** A curve on its own steps (completed updates), which ascend; NaN where a figure was no number. */
export type Curve = { readonly steps: Column; readonly values: Column }

/** What a report draws of a run's figures. Losses in nats per token, scores from 0 to 1. */
export type RunCurves = {
  readonly train: Curve
  /** The training loss, smoothed. */
  readonly smooth: Curve
  readonly valid: Curve
  /** Mention F1 of the rewrites made at validations. */
  readonly score: Curve
  /** Steps at which a loss was no number, ascending, each once. */
  readonly broken: Column
  /** The base model's validation loss: the one of step 0. */
  readonly base: number | null
  /** The validation whose weights are kept as the best ones. */
  readonly best: { readonly step: number; readonly loss: number; readonly score: number | null } | null
}

/** A run's figures as curves. */
export function curvesOf(metrics: readonly Metric[]): RunCurves {
  const train = metrics.filter(({ split }) => split === 'train')
  const valid = metrics.flatMap((metric) => (metric.split === 'valid' ? [metric] : []))
  const losses = train.map(({ loss }) => loss ?? Number.NaN)
  const steps = train.map(({ step }) => step)
  const scored = valid.flatMap(({ step, score }) => (score === null ? [] : [{ step, score }]))
  return {
    train: { steps, values: losses },
    smooth: { steps, values: losses.map(smoother(smoothingWeight(losses.length))) },
    valid: { steps: valid.map(({ step }) => step), values: valid.map(({ loss }) => loss ?? Number.NaN) },
    score: { steps: scored.map(({ step }) => step), values: scored.map(({ score }) => score) },
    broken: [...new Set(metrics.filter(({ loss }) => loss === null).map(({ step }) => step))].sort((a, b) => a - b),
    base: valid.find(({ step }) => step === 0)?.loss ?? null,
    best: bestOf(valid),
  }
}

/** The last value of a curve up to a step; null where it begins later. */
export function valueUpTo({ steps, values }: Curve, step: number): number | null {
  const after = firstFrom(steps, step)
  return values[steps[after] === step ? after : after - 1] ?? null
}

/** The value of a curve at a step; null where it has none there. */
export function valueAt({ steps, values }: Curve, step: number): number | null {
  const place = firstFrom(steps, step)
  return steps[place] === step ? (values[place] ?? Number.NaN) : null
}

/** The last that was flagged as the best; of runs without flags the lowest, but for the base model's own. */
function bestOf(valid: readonly Extract<Metric, { split: 'valid' }>[]): RunCurves['best'] {
  const finite = valid.flatMap(({ step, loss, score, best }) => (loss === null ? [] : [{ step, loss, score, best }]))
  const flagged = finite.findLast(({ best }) => best)
  const [lowest] = finite.filter(({ step }) => step > 0).sort((one, other) => one.loss - other.loss || one.step - other.step)
  const found = flagged ?? lowest
  return found === undefined ? null : { step: found.step, loss: found.loss, score: found.score }
}
