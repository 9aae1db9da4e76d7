import { expect, it } from 'vitest'
import { captionOf, rowsOf } from '../../../../renderer/chart/ChartTable'
import { curvesOf } from '../../../../renderer/chart/curves'
import { MetricLog } from '../../../../renderer/studio/metric-log'
import { train, valid } from '../figures'

it('has a row for every validation and for every training loss that was no number', () => {
  const log = MetricLog.of([valid(0, 1.5), train(5, 1), train(7, null), train(10, 0.5), valid(10, null, { score: 0.5 })])
  expect(rowsOf(curvesOf(log)).map((row) => Object.values(row))).toEqual([
    [0, '1.500', '–', '–'],
    [7, '–', 'not a number', '–'],
    [10, 'not a number', '0.500', '0.50'],
  ])
})

it('has the last two hundred validations, and says how many there were', () => {
  const curves = curvesOf(MetricLog.of(Array.from({ length: 300 }, (_, step) => valid(step, step, { score: step / 300 }))))
  const rows = rowsOf(curves)
  expect([rows.length, rows[0]?.step, rows.at(-1)]).toEqual([200, 100, { step: 299, valid: '299.000', train: '–', score: '1.00' }])
  expect(captionOf(curves)).toBe('Validation loss by step, the last 200 of 300 validations')
})

it('has the first two hundred training losses that were no number, and says how many more there were', () => {
  const curves = curvesOf(MetricLog.of(Array.from({ length: 201 }, (_, step) => train(step, null))))
  expect(rowsOf(curves)).toHaveLength(200)
  expect(captionOf(curves)).toBe('Validation loss by step; 1 more training loss was not a number')
})

it('has no row where there is nothing to tell', () => {
  expect(rowsOf(curvesOf(MetricLog.of([train(1), train(2)])))).toEqual([])
})
