import { expect, it } from 'vitest'
import { dataOf } from '../../../../renderer/chart/chart-data'
import { curvesOf } from '../../../../renderer/chart/curves'
import { linesOf } from '../../../../renderer/chart/views'
import { MetricLog } from '../../../../renderer/studio/metric-log'
import { train, valid } from '../figures'

const log = MetricLog.of([valid(0, 1.5, { score: 0 }), train(5, 0), train(10, null), valid(10, 0.5, { score: 0.6 })])
const lines = linesOf('loss', [{ id: 'a', name: 'a', curves: curvesOf(log), clipNorm: 1 }], 16e9)
const drawn = (scale: 'linear' | 'log') => {
  const [steps, ...columns] = dataOf({ lines, domain: { from: 0, to: 10 }, scale }, 500)
  return { steps, ...Object.fromEntries(lines.map(({ id }, place) => [id, columns[place]])) }
}

it('breaks a line where its figure was no number', () => {
  expect(drawn('linear')).toMatchObject({ steps: [0, 5, 10], train: [undefined, 0, null], valid: [1.5, undefined, 0.5] })
})

it('breaks a line on a log axis where its figure has no place there', () => {
  expect(drawn('log')).toMatchObject({ train: [undefined, null, null], valid: [1.5, undefined, 0.5] })
})

it('draws a score of nought whatever the scale, since its axis is never a log one', () => {
  for (const scale of ['linear', 'log'] as const) expect(drawn(scale)).toMatchObject({ score: [0, undefined, 0.6] })
})
