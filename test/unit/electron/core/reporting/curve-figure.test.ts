import fc from 'fast-check'
import { expect, it } from 'vitest'
import { curveFigure } from '../../../../../electron/core/reporting/curve-figure'
import { curvesOf } from '../../../../../electron/core/reporting/curves'
import { picture } from '../../../../../electron/core/reporting/plot-frame'
import type { Metric } from '../../../../../electron/shared/training'
import { train, valid } from '../../../renderer/figures'

const drawn = (metrics: readonly Metric[]) => curveFigure(curvesOf(metrics)).markup
/** The numbers of a path's moves and lines, as pairs; relative ones are left out. */
const places = (path: string) => [...path.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
const paths = (markup: string, name: string) =>
  [...markup.matchAll(new RegExp(`<path class="line ${name}" d="([^"]*)"`, 'g'))].map(([, data]) => data ?? '')

const loss = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: 0, max: 12, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }) },
  { weight: 1, arbitrary: fc.constant(0) },
)
const figure = fc.record({
  isTrain: fc.boolean(),
  loss,
  score: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  best: fc.boolean(),
  stride: fc.integer({ min: 0, max: 5000 }),
})
const runs = fc.array(figure, { maxLength: 120 }).map((figures) => {
  let step = 0
  return figures.map((one) => {
    step += one.stride
    return one.isTrain ? train(step, one.loss) : valid(step, one.loss, { score: one.score, best: one.best })
  })
})

it('draws whatever a run may have learned, within its picture and without a NaN', () => {
  fc.assert(
    fc.property(runs, (metrics) => {
      const markup = drawn(metrics)
      expect(markup).not.toMatch(/NaN|Infinity|undefined|null/)
      for (const [, data] of markup.matchAll(/ d="([^"]*)"/g)) {
        for (const [x, y] of places(data ?? '')) {
          expect(x >= 0 && x <= picture.width).toBe(true)
          expect(y >= 0 && y <= picture.height).toBe(true)
        }
      }
      for (const [, y] of markup.matchAll(/ (?:cy|y)="([^"]*)"/g)) expect(Number(y) >= 0 && Number(y) <= picture.height).toBe(true)
    }),
  )
})

it('says that there is nothing to draw', () => {
  expect(drawn([])).toBe('<p class="quiet">This run has no figures.</p>')
})

it('draws a single figure as a dot', () => {
  const markup = drawn([train(5, 0.7)])
  const [path] = paths(markup, 'train')
  expect(path).toMatch(/^M[\d.]+ [\d.]+h0$/)
  expect(paths(drawn([valid(0, 2)]), 'valid')[0]).toMatch(/h0$/)
})

it('breaks a line where a loss was no number, marks the place, and tells how many', () => {
  const markup = drawn([train(1, 2), train(2, 1), train(3, null), train(4, 1.5), train(5, 1), valid(3, null)])
  const [path] = paths(markup, 'train')
  expect(path?.match(/M/g)).toHaveLength(2)
  expect(markup.match(/<path class="break" d="M[\d.]+ [\d.]+V/g)).toHaveLength(1)
  expect(markup).toContain('One loss was not a number.')
  expect(markup).toContain('not a number</li>')
})

it('has room for a run that diverged from its first step', () => {
  const markup = drawn([train(1, null), train(2, null)])
  expect(markup).toContain('2 losses were not a number.')
  expect(markup).not.toContain('loss, nats per token, logarithmic')
})

const calm = Array.from({ length: 20 }, (_, place) => train(place, 2 - place * 0.05))

it('takes a logarithmic axis where the first losses would squeeze all others to the floor', () => {
  expect(drawn(calm)).not.toContain('logarithmic')
  const markup = drawn([
    ...Array.from({ length: 9 }, (_, place) => train(place, 90 / 3 ** place)),
    ...calm.map((_, place) => train(9 + place, 0.01)),
  ])
  expect(markup).toContain('loss, nats per token, logarithmic')
  expect(markup).toMatch(/y="50.5">100<\/text>/)
  const heights = places(paths(markup, 'train')[0] ?? '').map(([, y]) => y)
  expect(Math.abs((heights[4] ?? 0) - (heights[8] ?? 0))).toBeGreaterThan(50)
})

it('holds every loss below a place that is named', () => {
  const markup = drawn([train(1, 1.822), ...calm.map(({ step }) => train(step + 2, 0.5))])
  const [top] = [...markup.matchAll(/<path class="grid" d="M\d+ ([\d.]+)H/g)].map(([, y]) => Number(y)).sort((one, other) => one - other)
  const heights = places(paths(markup, 'train')[0] ?? '').map(([, y]) => y)
  expect(Math.min(...heights)).toBeGreaterThan(top ?? Number.POSITIVE_INFINITY)
})

it('leaves a loss far above all others outside, with an arrow and in words', () => {
  const markup = drawn([...calm, train(20, 90_000)])
  expect(markup).not.toContain('logarithmic')
  expect(markup).toMatch(/<text class="end" x="815" y="[\d.]+">↑ 90000\.000<\/text>/)
  expect(markup).toContain('Above the picture: 90000.000 at step 20.')
  expect(markup).toContain('<li>↑ far above this axis</li>')
  const heights = places(paths(markup, 'train')[0] ?? '').map(([, y]) => y)
  expect(Math.abs((heights[0] ?? 0) - (heights[19] ?? 0))).toBeGreaterThan(100)
  expect(drawn(calm)).not.toContain('↑')
})

it('marks the best step, on the curve and over it, and names it in the legend', () => {
  const markup = drawn([valid(0, 2), valid(10, 0.5, { best: true, score: 0.25 }), valid(20, 0.75, { score: 0.5 })])
  const [, across] = /<circle class="best" cx="([\d.]+)" cy/.exec(markup.replace(/<figcaption>.*/s, '')) ?? []
  expect(markup).toContain(`<path class="best" d="M${across} `)
  expect(markup).toContain('best, 0.500 at step 10')
  expect(markup).toContain('base model, 2.000')
  expect(markup).toContain('mention F1 at validations')
  expect(markup).toContain('Last mention F1 0.500.')
})

it('thins a long run to what can be told apart', () => {
  const markup = drawn(Array.from({ length: 50_000 }, (_, step) => train(step, 1 + Math.sin(step))))
  expect(markup.length).toBeLessThan(100_000)
})
