import { expect, it } from 'vitest'
import type { Metric } from '../../../../electron/shared/training'
import { curvesOf } from '../../../../renderer/chart/curves'
import { MetricLog } from '../../../../renderer/studio/metric-log'
import { train, valid } from '../figures'

const curves = (...metrics: readonly Metric[]) => curvesOf(MetricLog.of(metrics))

it('puts each split on its own steps', () => {
  const { steps, train: trained, valid: validated } = curves(valid(0, 1.8), train(5, 1), train(10, 0.5), valid(10, 0.7))
  expect(steps).toEqual([0, 5, 10])
  expect([trained.step, trained.loss]).toEqual([
    [5, 10],
    [1, 0.5],
  ])
  expect([validated.step, validated.loss]).toEqual([
    [0, 10],
    [1.8, 0.7],
  ])
})

it('takes the validation of step 0 for the base model', () => {
  expect(curves(valid(0, 1.8)).base).toBe(1.8)
  expect(curves(valid(5, 1.8)).base).toBeNull()
})

it('finds the lowest validation where none is marked as the best', () => {
  expect(curves(valid(0, 1.8), valid(5, 0.4), valid(10, null), valid(15, 0.6)).best).toEqual({ step: 5, loss: 0.4, score: null })
})

it('takes the base model for no best weights of a run', () => {
  expect(curves(valid(0, 0.2), valid(5, 0.9)).best?.step).toBe(5)
  expect(curves(valid(0, 0.2)).best).toBeNull()
})

it('takes the last validation that was marked as the best, whatever its loss', () => {
  const { best } = curves(
    valid(5, 0.4, { best: true, score: 0.2 }),
    valid(10, 0.6, { best: true, score: 0.9 }),
    valid(15, 0.3, { score: 0.1 }),
  )
  expect(best).toEqual({ step: 10, loss: 0.6, score: 0.9 })
})

it('keeps a figure that was no number as a break and names its step', () => {
  const { broken, train: trained } = curves(train(1, 1), train(2, null), train(3, 1, { gradientNorm: null }), valid(3, null))
  expect(broken.loss).toEqual([
    { step: 2, split: 'train' },
    { step: 3, split: 'valid' },
  ])
  expect(broken.gradient).toEqual([{ step: 3, split: 'train' }])
  expect([trained.loss, trained.smooth]).toEqual([
    [1, Number.NaN, 1],
    [1, Number.NaN, 1],
  ])
})

it('comes to the same by growing as at once', () => {
  const metrics = Array.from({ length: 300 }, (_, step) => [
    train(step, Math.sin(step) + 2),
    ...(step % 50 === 0 ? [valid(step)] : []),
  ]).flat()
  let log = MetricLog.empty
  let growing = curvesOf(log)
  for (const metric of metrics) {
    log = log.with(metric)
    growing = curvesOf(log, growing)
  }
  const { log: _, ...grown } = growing
  const { log: __, ...whole } = curvesOf(MetricLog.of(metrics))
  expect(grown).toEqual(whole)
})

it('begins anew where a run went back', () => {
  const log = MetricLog.of([train(1), train(2), train(3)])
  const before = curvesOf(log)
  expect(curvesOf(log.until(1).with(train(2, 7)), before).train.loss).toEqual([1, 7])
})
