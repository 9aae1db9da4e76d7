import type { Column } from '../../electron/shared/decimate'
import { smoother, smoothingWeight } from '../../electron/shared/smoothing'
import type { Metric } from '../../electron/shared/training'
import type { MetricLog } from '../studio/metric-log'

/** What a training figure says besides its step, under the contract's names. */
const trainKeys = ['loss', 'learningRate', 'gradientNorm', 'tokensPerSecond', 'peakMemoryBytes', 'footprintBytes'] as const
type TrainKey = (typeof trainKeys)[number]

/** Where a figure was no number. */
export type Broken = { readonly step: number; readonly split: Metric['split'] }

/** A run's curves as columns, each split on its own steps (completed updates). */
export type Curves = {
  /** What they were made from. */
  readonly log: MetricLog
  /** Every step with a figure, each once. */
  readonly steps: Column
  readonly train: { readonly step: Column; readonly smooth: Column } & Readonly<Record<TrainKey, Column>>
  readonly valid: { readonly step: Column; readonly loss: Column }
  /** Mention F1 of the rewrites generated at validations, 0 to 1. */
  readonly score: { readonly step: Column; readonly value: Column }
  /** Figures that were no numbers: losses of either split, norms of gradients. */
  readonly broken: Readonly<Record<'loss' | 'gradient', readonly Broken[]>>
  /** The base model's validation loss: the one of step 0. */
  readonly base: number | null
  /** The validation whose weights are kept as the best ones. */
  readonly best: { readonly step: number; readonly loss: number; readonly score: number | null } | null
}

/**
 * A log as columns. Given the curves of an earlier state of the same log it only reads what is new and lets those columns grow in place:
 * the earlier ones are not to be used again.
 */
export function curvesOf(log: MetricLog, before?: Curves): Curves {
  const earlier = before?.log.continuedBy(log) ? parted.get(before) : undefined
  const parts = earlier !== undefined && earlier.read <= log.length ? earlier : newParts()
  for (let place = parts.read; place < log.length; place += 1) {
    const metric = log.at(place)
    if (metric !== undefined) add(parts, metric)
  }
  parts.read = log.length
  smoothOn(parts)
  const { steps, train, valid, score, broken, base, best, flagged } = parts
  const curves: Curves = { log, steps, train, valid, score, broken, base, best: flagged ?? best }
  parted.set(curves, parts)
  return curves
}

type Parts = ReturnType<typeof newParts>
const parted = new WeakMap<Curves, Parts>()

function newParts() {
  const numbers = (): number[] => []
  return {
    read: 0,
    steps: numbers(),
    train: {
      step: numbers(),
      smooth: numbers(),
      loss: numbers(),
      learningRate: numbers(),
      gradientNorm: numbers(),
      tokensPerSecond: numbers(),
      peakMemoryBytes: numbers(),
      footprintBytes: numbers(),
    },
    valid: { step: numbers(), loss: numbers() },
    score: { step: numbers(), value: numbers() },
    broken: { loss: [] as Broken[], gradient: [] as Broken[] },
    base: null as number | null,
    best: null as Curves['best'],
    flagged: null as Curves['best'],
    weight: -1,
    smooth: smoother(0),
  }
}

function add(parts: Parts, metric: Metric): void {
  if (parts.steps.at(-1) !== metric.step) parts.steps.push(metric.step)
  const { step, split } = metric
  if (metric.loss === null) parts.broken.loss.push({ step, split })
  if (metric.split === 'train') {
    if (metric.gradientNorm === null) parts.broken.gradient.push({ step, split })
    parts.train.step.push(metric.step)
    for (const key of trainKeys) parts.train[key].push(metric[key] ?? Number.NaN)
    return
  }
  parts.valid.step.push(metric.step)
  parts.valid.loss.push(metric.loss ?? Number.NaN)
  if (metric.score !== null) {
    parts.score.step.push(metric.step)
    parts.score.value.push(metric.score)
  }
  if (metric.loss === null) return
  if (metric.step === 0) parts.base = metric.loss
  // The base model's own weights are none that a run keeps.
  if (metric.step === 0 && !metric.best) return
  const here = { step: metric.step, loss: metric.loss, score: metric.score }
  if (metric.best) parts.flagged = here
  if (parts.best === null || metric.loss < parts.best.loss) parts.best = here
}

function smoothOn(parts: Parts): void {
  const { loss, smooth } = parts.train
  const weight = smoothingWeight(loss.length)
  if (weight !== parts.weight) {
    parts.weight = weight
    parts.smooth = smoother(weight)
    smooth.length = 0
  }
  for (let place = smooth.length; place < loss.length; place += 1) smooth.push(parts.smooth(loss[place] ?? Number.NaN))
}
