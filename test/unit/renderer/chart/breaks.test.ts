import { describe, expect, it } from 'vitest'
import { breaksOf, breakWords } from '../../../../renderer/chart/breaks'
import { curvesOf } from '../../../../renderer/chart/curves'
import { type Charted, colourOfOther, viewNames } from '../../../../renderer/chart/views'
import { MetricLog } from '../../../../renderer/studio/metric-log'
import { train, valid } from '../figures'

const charted = (id: string, ...metrics: Parameters<typeof MetricLog.of>[0]): Charted => ({
  id,
  name: id,
  clipNorm: 1,
  curves: curvesOf(MetricLog.of(metrics)),
})
const whole = charted('whole', valid(0), train(1))
const broken = charted('broken', train(1), train(2, null, { gradientNorm: null }), valid(2, null), train(3, 1, { gradientNorm: null }))

describe('breaksOf', () => {
  it('tells of each view what it shows: losses of either split once a step, and norms of gradients', () => {
    const found = viewNames.map((view) => [view, ...breaksOf(view, [broken]).map(({ steps }) => steps)])
    expect(found).toEqual([['loss', [2]], ['rate'], ['gradient', [2, 3]], ['speed'], ['memory']])
  })

  it('tells of runs laid over another too, each in its own colour', () => {
    const [own, other, ...rest] = breaksOf('loss', [broken, whole, charted('other', train(4, null))])
    expect(own).toMatchObject({ name: null, steps: [2] })
    expect(other).toEqual({ id: 'other', name: 'other', colour: colourOfOther(1), steps: [4] })
    expect(rest).toEqual([])
  })
})

it('names the first steps and counts the rest', () => {
  const own = { id: 'a', name: null, colour: '--bad', steps: [2, 1000] }
  expect(breakWords(own)).toBe('no number at step 2, 1,000')
  expect(breakWords({ ...own, steps: [1, 2, 3, 4, 5] })).toBe('no number at step 1, 2, 3 and 2 more')
})
