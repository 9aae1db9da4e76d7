import { expect, it } from 'vitest'
import type { Metric } from '../../../../electron/shared/training'
import { curvesOf } from '../../../../renderer/chart/curves'
import { MetricLog } from '../../../../renderer/studio/metric-log'
import { figuresOf } from '../../../../renderer/train/RunFigures'
import { run, valid } from '../figures'

const finished = run('a', {
  state: { state: 'finished', steps: 20, bestStep: 10, bestLoss: 0.5, finishedAt: '2026-01-01T00:00:00Z', seconds: 9, early: false },
})
const shown = (of: typeof finished, ...metrics: readonly Metric[]) =>
  figuresOf(of, curvesOf(MetricLog.of(metrics)), 16e9).map(({ big, small }) => [big, small])
const validations = [valid(10, 0.5, { best: true }), valid(20, 0.75, { score: 0.4, rows: 3 })]

it('shows the newest validation of a run that trains, and says which was the best', () => {
  expect(shown(run('a'), ...validations)).toContainEqual(['0.750', 'newest validation loss; best at step 10'])
  expect(shown(run('a'), valid(0, 2))).toContainEqual(['2.000', 'newest validation loss; of the base model'])
})

it('shows the best validation of a run that is over', () => {
  expect(shown(finished, ...validations)).toContainEqual(['0.500', 'validation loss, best at step 10'])
})

it('has every figure in its place from the beginning, a dash for what is not known', () => {
  const names = (of: typeof finished, ...metrics: readonly Metric[]) =>
    shown(of, ...metrics)
      .slice(1)
      .map(([, small]) => String(small).split(/[,;]/)[0])
  const begun = names(run('a'))
  expect(begun).toEqual(['time left', 'validation loss', 'mention F1', 'tokens/s', 'of 14.9 GB memory'])
  expect(
    shown(run('a'))
      .slice(1)
      .every(([big]) => big === '–'),
  ).toBe(true)
  const ended = names(finished, ...validations)
  expect(ended.map((name, place) => name === begun[place])).toEqual([false, true, true, true, true])
})

it('counts no more scored rows than there are to validate on', () => {
  expect(shown(finished, ...validations)).toContainEqual(['0.40', 'mention F1, 3 validation rows'])
  expect(shown(finished, valid(20, 1, { score: 0.4, rows: 500 }))).toContainEqual(['0.40', 'mention F1, 24 validation rows'])
})
