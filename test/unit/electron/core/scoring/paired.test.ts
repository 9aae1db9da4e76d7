import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { pairedBootstrap } from '../../../../../electron/core/scoring/bootstrap'
import { mcnemar } from '../../../../../electron/core/scoring/mcnemar'
import { pairedResult, pairOutcome } from '../../../../../electron/core/scoring/paired'
import { randomIntegers } from '../../../../../electron/core/scoring/random'
import { type MeasuredExample, scorecard, scoreExample } from '../../../../../electron/core/scoring/score'
import { pairedResult as schema } from '../../../../../electron/shared/scorecard'

const source = 'John met Mary. He gave her his book.'
const gold = "John met Mary. John gave Mary John's book."
const outputs = [gold, source, 'John met Mary. John gave her his book.', "John met Mary. Mary gave John Mary's old book.", '']
const scored = outputs.map((output) => scoreExample({ source, gold, output }))
const system = fc.array(fc.constantFrom(...scored), { minLength: 12, maxLength: 12 })
const results = (before: readonly MeasuredExample[], after: readonly MeasuredExample[]) =>
  pairedResult({ system: 'base', examples: before }, { system: 'best', examples: after })

describe('the stream of random numbers', () => {
  test('is the same on every machine', () => {
    const draw = randomIntegers(1)
    expect(Array.from({ length: 8 }, () => draw(1000))).toEqual([367, 81, 820, 701, 149, 531, 535, 804])
  })

  test('reaches every number about as often', () => {
    const draw = randomIntegers(7)
    const counts = Array.from({ length: 10 }, () => 0)
    for (let drawn = 0; drawn < 20_000; drawn++) {
      const number = draw(10)
      counts[number] = (counts[number] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200)
  })
})

describe('the exact test of McNemar', () => {
  test.each([
    [0, 0, 1],
    [3, 3, 1],
    [0, 5, 0.0625],
    [1, 9, 0.021484375],
    [5, 15, 0.0413894653],
    [0, 10, 0.001953125],
  ])('%i broken, %i fixed', (broken, fixed, p) => {
    expect(mcnemar(broken, fixed)).toBeCloseTo(p, 9)
    expect(mcnemar(fixed, broken)).toBe(mcnemar(broken, fixed))
  })

  test('neither overflows nor leaves 0 to 1 for many', () => {
    fc.assert(
      fc.property(fc.nat(4000), fc.nat(4000), (broken, fixed) => {
        const p = mcnemar(broken, fixed)
        expect(p).toBeGreaterThanOrEqual(0)
        expect(p).toBeLessThanOrEqual(1)
        expect(mcnemar(broken, fixed + broken + 1)).toBeLessThanOrEqual(1)
      }),
    )
    expect(mcnemar(50_000, 50_200)).toBeCloseTo(0.5295, 3)
  })
})

describe('two systems on the same texts', () => {
  test('the numbers are the same to the digit, whatever the order of the texts', () => {
    fc.assert(
      fc.property(system, system, fc.infiniteStream(fc.nat()), (before, after, keys) => {
        const order = before.map((_, place) => [keys.next().value, place] as const).sort(([one], [other]) => one - other)
        const shuffled = (examples: readonly MeasuredExample[]) => order.flatMap(([, place]) => examples[place] ?? [])
        const paired = results(before, after)
        expect(schema.parse(paired)).toEqual(paired)
        expect(results(shuffled(before), shuffled(after))).toEqual(paired)
      }),
      { numRuns: 15 },
    )
  })

  test('differences are those of the scorecards', () => {
    fc.assert(
      fc.property(system, system, (before, after) => {
        const [one, other] = [scorecard(before), scorecard(after)]
        const { recall, precision, f1 } = pairedBootstrap(before, after)
        expect(recall.value).toBeCloseTo(other.recall - one.recall, 12)
        expect(precision.value).toBeCloseTo(other.precision - one.precision, 12)
        expect(f1.value).toBeCloseTo(other.f1 - one.f1, 12)
        expect(recall.low).toBeLessThanOrEqual(recall.high)
      }),
      { numRuns: 15 },
    )
  })

  test('a system is no better than itself', () => {
    const same = results(scored, scored)
    expect(same.f1).toEqual({ value: 0, low: 0, high: 0, p: 1 })
    expect(same.texts).toEqual({ bothRight: 1, broken: 0, fixed: 0, bothWrong: 4, p: 1 })
  })

  test('a system that is better everywhere is told from chance', () => {
    const [perfect, copy] = [scored[0], scored[1]]
    const times = (example: MeasuredExample | undefined) =>
      Array.from({ length: 20 }, () => example ?? scored[0]).flatMap((one) => one ?? [])
    const better = results(times(copy), times(perfect))
    expect(better.recall).toMatchObject({ value: 1, low: 1, high: 1 })
    expect(better.recall.p).toBeLessThan(0.001)
    expect(better.mentions).toMatchObject({ fixed: 60, broken: 0 })
    expect(better.texts.p).toBeCloseTo(2 ** -19, 12)
  })

  test('a text is fixed, broken, still wrong or right both times', () => {
    expect([pairOutcome(false, true), pairOutcome(true, false), pairOutcome(false, false), pairOutcome(true, true)]).toEqual([
      'fixed',
      'broken',
      'still-wrong',
      'both-right',
    ])
  })
})
