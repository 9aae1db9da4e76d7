import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entityKind, ordinaryPlan, type PlanSettings, planSettings, wantedPhenomenon } from '../../../../electron/shared/growing'
import { ordinaryDraft, type PlanField, planDraft, readPlan } from '../../../../renderer/grow/plan-draft'

const wrongOf = (change: Partial<Record<PlanField, string>>) => Object.fromEntries(readPlan({ ...ordinaryDraft, ...change }).wrong)

const word = fc.stringMatching(/^[a-z][a-z ]{0,20}[a-z]$/)
const weights = <N extends string>(names: readonly N[]): fc.Arbitrary<Record<N, number>> =>
  fc
    .tuple(...names.map(() => fc.integer({ min: 0, max: 1000 })))
    .filter((drawn) => drawn.some((weight) => weight > 0))
    .map((drawn) => Object.fromEntries(names.map((name, at) => [name, drawn[at] ?? 0])) as Record<N, number>)
const range = (most: number) =>
  fc.tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most })).map(([one, other]) => ({
    least: Math.min(one, other),
    most: Math.max(one, other),
  }))
const share = fc.integer({ min: 0, max: 1000 }).map((thousandth) => thousandth / 1000)
const settings: fc.Arbitrary<PlanSettings> = fc.record({
  rows: fc.integer({ min: 1, max: 10_000 }),
  textsPerRequest: fc.integer({ min: 1, max: 10 }),
  seed: fc.integer({ min: 0, max: 2_147_483_647 }),
  genres: fc.uniqueArray(word, { minLength: 1, maxLength: 30 }),
  domains: fc.uniqueArray(word, { minLength: 1, maxLength: 30 }),
  styles: fc.uniqueArray(word, { minLength: 1, maxLength: 30 }),
  sentences: range(12),
  entities: range(4),
  kinds: weights(entityKind.options),
  phenomena: weights(wantedPhenomenon.options),
  nothingToResolve: share,
  quotations: share,
  pleonastic: share,
  severalAgreeing: share,
})

describe('a plan that is typed', () => {
  it('means the settings that it was made of', () => {
    expect(readPlan(ordinaryDraft)).toEqual({ settings: ordinaryPlan, wrong: new Map() })
    fc.assert(
      fc.property(settings, (wanted) => {
        expect(readPlan(planDraft(wanted)).settings).toEqual(wanted)
      }),
    )
  })

  it('is refused by its fields, or by none', () => {
    const field = fc.constantFrom(...(Object.keys(ordinaryDraft) as PlanField[]))
    fc.assert(
      fc.property(field, fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String)), (name, typed) => {
        const { settings: read, wrong } = readPlan({ ...ordinaryDraft, [name]: typed })
        expect(read === null).toBe(wrong.size > 0)
        if (read !== null) expect(planSettings.safeParse(read).success).toBe(true)
      }),
    )
  })

  it('says what a field wants', () => {
    expect(wrongOf({ rows: '' })).toEqual({ rows: 'A whole number is needed.' })
    expect(wrongOf({ rows: '10001' })).toEqual({ rows: 'At most 10,000.' })
    expect(wrongOf({ rows: '2.5' })).toHaveProperty('rows')
    expect(wrongOf({ quotations: '101' })).toEqual({ quotations: 'At most 100.' })
    expect(wrongOf({ sentencesLeast: '6', sentencesMost: '2' })).toEqual({ sentencesMost: 'At least as many as the least.' })
    expect(wrongOf({ genres: ' , ' })).toEqual({ genres: 'At least one.' })
    const none = Object.fromEntries(entityKind.options.map((kind) => [`kind-${kind}`, '0']))
    expect(wrongOf(none)).toEqual({ 'kind-woman': 'At least one has to be more than 0.' })
  })

  it('never takes ten thousand for ten', () => {
    expect(wrongOf({ rows: '10,000' })).toEqual({ rows: 'Write it with a point, or without one: 10.000 or 10000.' })
    expect(readPlan({ ...ordinaryDraft, quotations: '12,5' }).settings).toBeNull()
  })

  it('takes each word once', () => {
    expect(readPlan({ ...ordinaryDraft, styles: 'dry, plain,\n dry ' }).settings).toMatchObject({ styles: ['dry', 'plain'] })
  })
})
