import { describe, expect, it } from 'vitest'
import type { Metric } from '../../../../electron/shared/training'
import { curvesOf } from '../../../../renderer/chart/curves'
import { aboveWords, heldOf } from '../../../../renderer/chart/held'
import { linesOf, type ViewName } from '../../../../renderer/chart/views'
import { MetricLog } from '../../../../renderer/studio/metric-log'
import { train, valid } from '../figures'

const linesFor = (metrics: readonly Metric[], view: ViewName = 'loss', machine = 16e9) =>
  linesOf(view, [{ id: 'a', name: 'a', curves: curvesOf(MetricLog.of(metrics)), clipNorm: 1 }], machine)
const calm = Array.from({ length: 100 }, (_, place) => train(place + 1, 1 / (place + 1)))
const whole = { from: 0, to: 100 }

describe('heldOf', () => {
  it('holds the first figures of a run, and the base model’s loss', () => {
    expect(heldOf(linesFor([valid(0, 1.5, { score: 9 }), train(1, 1.82), ...calm.slice(1)]), whole)).toEqual({
      low: 0.01,
      high: 1.82,
      above: [],
    })
    expect(heldOf(linesFor([valid(0, 2.5), ...calm]), whole)).toMatchObject({ high: 2.5 })
  })

  it('leaves a figure outside that would flatten all the others, and says which', () => {
    const held = heldOf(linesFor([valid(0, 1.5), train(1, 6.2), ...calm.slice(1)]), whole)
    expect(held?.high).toBe(1.5)
    expect(held?.above.map(({ line, step, value }) => [line.id, step, value])).toEqual([['train', 1, 6.2]])
    expect(aboveWords('loss', held?.above ?? [])).toBe('6.200 at step 1')
  })

  it('holds only what is in view: there a figure elsewhere is none', () => {
    const lines = linesFor([valid(0, 1.5), train(1, 90), ...calm.slice(1)])
    expect(heldOf(lines, { from: 80, to: 90 })).toMatchObject({ low: 1 / 90, above: [] })
    expect(heldOf(lines, { from: 2, to: 90 })).toMatchObject({ above: [] })
  })

  it('holds the smoothed line where it is above the figures in view', () => {
    const lines = linesFor([
      ...Array.from({ length: 64 }, (_, place) => train(place, 2)),
      ...Array.from({ length: 64 }, (_, place) => train(64 + place, 0.1)),
    ])
    expect(heldOf(lines, { from: 64, to: 70 })?.high).toBeGreaterThan(1)
  })

  it('holds both ends of a line that only crosses the view', () => {
    expect(heldOf(linesFor([train(1, 4), train(50, 2)]), { from: 10, to: 20 })).toMatchObject({ low: 2, high: 4 })
  })

  it('holds a level with the whole run, not with a part of it, and never leaves it outside', () => {
    const lines = linesFor(
      calm.map((metric) => ({ ...metric, footprintBytes: 1e9, peakMemoryBytes: 5e8 })),
      'memory',
      64e9,
    )
    expect(heldOf(lines, { from: 1, to: 100 })).toEqual({ low: 5e8, high: 64e9, above: [] })
    expect(heldOf(lines, { from: 50, to: 100 })).toMatchObject({ high: 1e9 })
  })

  it('holds nothing where there is nothing', () => {
    expect(heldOf([], whole)).toBeNull()
    expect(heldOf(linesFor([train(1, null)]), whole)).toBeNull()
  })
})
