import { describe, expect, it } from 'vitest'
import type { Metric } from '../../../../electron/shared/training'
import { curvesOf } from '../../../../renderer/chart/curves'
import { tableOf } from '../../../../renderer/chart/table'
import { type ViewName, viewNames } from '../../../../renderer/chart/views'
import { MetricLog } from '../../../../renderer/studio/metric-log'
import { train, valid } from '../figures'

const table = (view: ViewName, metrics: readonly Metric[], clipNorm: number | null = 1) =>
  tableOf(view, { id: 'a', name: 'a', curves: curvesOf(MetricLog.of(metrics)), clipNorm }, 16e9)
const rows = (view: ViewName, metrics: readonly Metric[]) => table(view, metrics)?.rows.map(({ step, cells }) => [step, ...cells])
const steps = (many: number) => Array.from({ length: many }, (_, step) => step)

describe('the table of the loss', () => {
  it('has a row for every validation and for every training loss that was no number', () => {
    const metrics = [valid(0, 1.5), train(5, 1), train(7, null), train(10, 0.5), valid(10, null, { score: 0.5 })]
    expect(table('loss', metrics)?.columns).toEqual(['Validation loss', 'Training loss, smoothed', 'Mention F1'])
    expect(rows('loss', metrics)).toEqual([
      [0, '1.500', '–', '–'],
      [7, '–', 'not a number', '–'],
      [10, 'not a number', '0.500', '0.50'],
    ])
  })

  it('has no score where none was taken', () => {
    expect(table('loss', [valid(0, 1.5)])?.columns).toEqual(['Validation loss', 'Training loss, smoothed'])
  })

  it('has the last two hundred validations, and says how many there were', () => {
    const metrics = steps(300).map((step) => valid(step, step, { score: step / 300 }))
    const all = rows('loss', metrics)
    expect([all?.length, all?.[0]?.[0], all?.at(-1)]).toEqual([200, 100, [299, '299.000', '–', '0.99']])
    expect(table('loss', metrics)?.caption).toBe('Validation loss by step, the last 200 of 300 validations')
  })

  it('has the first two hundred training losses that were no number, and says how many more there were', () => {
    const metrics = steps(201).map((step) => train(step, null))
    expect(rows('loss', metrics)).toHaveLength(200)
    expect(table('loss', metrics)?.caption).toBe('Validation loss by step; 1 more training loss was not a number')
  })
})

describe('the tables of the other views', () => {
  const figures = [
    train(5, 1, { learningRate: 1e-4, gradientNorm: 2.5, tokensPerSecond: 120, footprintBytes: 2 * 2 ** 30, peakMemoryBytes: 2 ** 30 }),
    train(10, 1, { learningRate: 0, gradientNorm: null, tokensPerSecond: 50, footprintBytes: 3 * 2 ** 30, peakMemoryBytes: 2 ** 30 }),
  ]

  it.each([
    [
      'rate',
      'Learning rate by step',
      ['Learning rate'],
      [
        [5, '1.00e-4'],
        [10, '0'],
      ],
    ],
    [
      'gradient',
      'Gradient norm by step; clipped above 1',
      ['Gradient norm'],
      [
        [5, '2.5'],
        [10, 'not a number'],
      ],
    ],
    [
      'speed',
      'Tokens/s by step',
      ['Tokens/s'],
      [
        [5, '120'],
        [10, '50.0'],
      ],
    ],
    [
      'memory',
      'Memory by step; this machine 14.9 GB',
      ['Mlx’s arrays at most', 'Whole process'],
      [
        [5, '1.0 GB', '2.0 GB'],
        [10, '1.0 GB', '3.0 GB'],
      ],
    ],
  ] as const)('has a row for every training figure: %s', (view, caption, columns, expected) => {
    expect(table(view, [valid(0), ...figures])).toMatchObject({ caption, columns })
    expect(rows(view, figures)).toEqual(expected)
  })

  it('thins many figures evenly, keeps the last, and says so', () => {
    const metrics = steps(900).map((step) => train(step))
    const all = rows('speed', metrics)?.map(([step]) => step)
    expect([all?.length, all?.slice(0, 3), all?.at(-1)]).toEqual([114, [0, 8, 16], 899])
    expect(table('speed', metrics)?.caption).toBe('Tokens/s by step, one in 8 of 900 figures')
  })

  it('keeps every norm that was no number, however thin the rest is', () => {
    const metrics = steps(900).map((step) => train(step, 1, { gradientNorm: step === 13 ? null : 1 }))
    expect(rows('gradient', metrics)).toContainEqual([13, 'not a number'])
  })

  it('counts the norms that were no number and have no row', () => {
    const metrics = steps(402).map((step) => train(step, 1, { gradientNorm: null }))
    expect(table('gradient', metrics, null)?.caption).toBe('Gradient norm by step, one in 4 of 402 figures; 150 more were not a number')
  })
})

it.each(viewNames)('is none where there is nothing to tell: %s', (view) => {
  expect(table(view, [])).toBeNull()
})
