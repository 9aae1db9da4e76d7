import { describe, expect, it } from 'vitest'
import { curvesOf } from '../../../../renderer/chart/curves'
import { extentOf, nearestStep, readingsAt, spokenReadings, unplaceable } from '../../../../renderer/chart/reading'
import { type Charted, inLegend, legendOf, linesOf, viewNames } from '../../../../renderer/chart/views'
import { MetricLog } from '../../../../renderer/studio/metric-log'
import { train, valid } from '../figures'

const charted = (id: string, clipNorm: number | null = 1): Charted => ({
  id,
  name: id,
  clipNorm,
  curves: curvesOf(
    MetricLog.of([valid(0, 1.5, { score: 0.1 }), train(5, 1, { gradientNorm: 2 }), train(10, null), valid(10, 0.7, { score: 0.6 })]),
  ),
})

describe('linesOf', () => {
  it('shows of the loss: the base model, raw and smoothed training, validation, and the score on an axis of its own', () => {
    const lines = linesOf('loss', [charted('a')], 16e9)
    expect(lines.map(({ id, axis }) => `${id} ${axis}`)).toEqual(['base left', 'train left', 'smooth left', 'valid left', 'score right'])
  })

  it('has no score where none was taken', () => {
    const unscored = { ...charted('a'), curves: curvesOf(MetricLog.of([valid(0, 1), train(5)])) }
    expect(linesOf('loss', [unscored], 16e9).map(({ id }) => id)).not.toContain('score')
  })

  it('lays smoothed training and validation of other runs over it, each run in a colour and dash of its own', () => {
    const laid = linesOf('loss', [charted('a'), charted('b'), charted('c')], 16e9).filter(({ of }) => of !== null)
    expect(laid.map(({ label }) => label)).toEqual(['b, train, smoothed', 'b, validation', 'c, train, smoothed', 'c, validation'])
    expect(new Set(laid.map(({ colour, dash }) => `${colour} ${dash}`)).size).toBe(2)
  })

  it('gives the score a colour that no run laid over it has', () => {
    const lines = linesOf(
      'loss',
      ['a', 'b', 'c', 'd', 'e'].map((id) => charted(id)),
      16e9,
    )
    const score = lines.find(({ id }) => id === 'score')
    expect(lines.filter(({ colour, id }) => colour === score?.colour && id !== 'score')).toEqual([])
  })

  it('names the run’s own lines before those laid over it', () => {
    expect(inLegend(linesOf('loss', [charted('a'), charted('b')], 16e9)).map(({ of }) => of?.id)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      'b',
      'b',
    ])
  })

  it('names a run laid over it once, by the line that has points', () => {
    const entries = legendOf(linesOf('loss', [charted('a'), charted('b'), charted('c')], 16e9))
    expect(entries.map(({ label }) => label)).toEqual(['base model', 'train', 'train, smoothed', 'validation', 'mention F1', 'b', 'c'])
    expect(entries.slice(-2).every(({ line }) => line.points)).toBe(true)
    expect(legendOf(linesOf('speed', [charted('a'), charted('b')], 16e9)).map(({ label }) => label)).toEqual(['tokens/s', 'b'])
  })

  it('holds memory against the machine', () => {
    const lines = linesOf('memory', [charted('a')], 16e9)
    expect(lines.map(({ id }) => id)).toEqual(['machine', 'peak', 'footprint'])
    expect(lines[0]?.values).toEqual([16e9, 16e9])
  })

  it('shows the norm that gradients are clipped to, where they are', () => {
    expect(linesOf('gradient', [charted('a')], 16e9).map(({ id }) => id)).toEqual(['clip', 'gradient'])
    expect(linesOf('gradient', [charted('a', null)], 16e9).map(({ id }) => id)).toEqual(['gradient'])
  })

  it.each(viewNames)('is empty for a run without figures: %s', (view) => {
    expect(linesOf(view, [{ ...charted('a'), curves: curvesOf(MetricLog.empty) }], 1)).toEqual([])
  })
})

describe('readingsAt', () => {
  const lines = linesOf('loss', [charted('a')], 16e9)

  it('says the value of every line, and from which step where it is an earlier one', () => {
    const said = readingsAt('loss', lines, 5).map(({ line, text, from }) => [line.id, text, from])
    expect(said).toEqual([
      ['base', '1.500', null],
      ['train', '1.000', null],
      ['smooth', '1.000', null],
      ['valid', '1.500', 0],
      ['score', '0.10', 0],
    ])
  })

  it('says that a loss was no number', () => {
    expect(readingsAt('loss', lines, 10).find(({ line }) => line.id === 'train')?.text).toBe('not a number')
  })

  it('leaves out lines that begin later', () => {
    expect(readingsAt('loss', lines, 0).map(({ line }) => line.id)).toEqual(['base', 'valid', 'score'])
  })

  it('can be heard as one sentence', () => {
    const heard = spokenReadings(5, readingsAt('loss', lines, 5).slice(1, 4))
    expect(heard).toBe('Step 5: train 1.000, train, smoothed 1.000, validation 1.500 from step 0.')
  })
})

it('finds the nearest step with a figure', () => {
  expect([-3, 4, 6, 99].map((step) => nearestStep([0, 5, 10], step))).toEqual([0, 5, 5, 10])
  expect(nearestStep([], 3)).toBeNull()
})

it('reaches from the first step of any line to the last, and is never without width', () => {
  expect(extentOf(linesOf('loss', [charted('a')], 16e9))).toEqual({ from: 0, to: 10 })
  expect(extentOf([])).toEqual({ from: 0, to: 1 })
})

it('counts what a log axis has no place for', () => {
  const lines = linesOf('rate', [charted('a')], 16e9)
  expect(unplaceable(lines, { from: 0, to: 10 })).toBe(2)
  expect(unplaceable(lines, { from: 6, to: 10 })).toBe(1)
})

it('has a place for a score of nought: its axis is never a log one', () => {
  const unscored = { ...charted('a'), curves: curvesOf(MetricLog.of([valid(0, 1, { score: 0 })])) }
  expect(unplaceable(linesOf('loss', [unscored], 16e9), { from: 0, to: 10 })).toBe(0)
})
