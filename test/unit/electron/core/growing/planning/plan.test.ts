import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apportion } from '../../../../../../electron/core/growing/planning/apportion'
import { pronounClassOf } from '../../../../../../electron/core/growing/planning/entity-kinds'
import { planRows } from '../../../../../../electron/core/growing/planning/plan'
import { planItem } from '../../../../../../electron/core/growing/planning/plan-item'
import { entityKind, ordinaryPlan, type PlanSettings, planSettings, wantedPhenomenon } from '../../../../../../electron/shared/growing'

const range = (most: number) =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }))
    .map(([a, b]) => ({ least: Math.min(a, b), most: Math.max(a, b) }))
const labels = fc.uniqueArray(fc.stringMatching(/^[a-z]{3,8}$/), { minLength: 1, maxLength: 6 })
const weight = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 }))
const weightsOf = <K extends string>(keys: readonly K[]) =>
  fc
    .tuple(...keys.map(() => weight))
    .map((weights) => Object.fromEntries(keys.map((key, index) => [key, weights[index] ?? 0])) as Record<K, number>)
    .filter((weights) => Object.values(weights).some((each) => (each as number) > 0))
const share = fc.integer({ min: 0, max: 20 }).map((twentieths) => twentieths / 20)

const settings: fc.Arbitrary<PlanSettings> = fc.record({
  rows: fc.integer({ min: 1, max: 120 }),
  textsPerRequest: fc.integer({ min: 1, max: 10 }),
  seed: fc.integer({ min: 0, max: 2_147_483_647 }),
  genres: labels,
  domains: labels,
  styles: labels,
  sentences: range(12),
  entities: range(4),
  kinds: weightsOf(entityKind.options),
  phenomena: weightsOf(wantedPhenomenon.options),
  nothingToResolve: share,
  quotations: share,
  pleonastic: share,
  severalAgreeing: share,
})
const rowsOf = (wanted: PlanSettings) => planRows(wanted).items.flatMap(({ rows }) => rows)
const countBy = <T>(things: readonly T[], value: T) => things.filter((each) => each === value).length

/** Whether there are as many of a thing as its share asks for, to within one. */
function expectShare(count: number, exact: number): void {
  expect(Math.abs(count - exact)).toBeLessThan(1)
}

describe('a plan', () => {
  it('follows from its settings alone', () => {
    fc.assert(
      fc.property(settings, (wanted) => {
        expect(planRows(wanted)).toEqual(planRows({ ...wanted }))
      }),
    )
    const other = planRows({ ...ordinaryPlan, seed: 2 })
    expect(other).not.toEqual(planRows(ordinaryPlan))
  })

  it('has as many rows as wanted, in requests of the wanted size', () => {
    fc.assert(
      fc.property(settings, (wanted) => {
        const { items } = planRows(wanted)
        expect(items.flatMap(({ rows }) => rows)).toHaveLength(wanted.rows)
        expect(items.slice(0, -1).every(({ rows }) => rows.length === wanted.textsPerRequest)).toBe(true)
        expect(items.map(({ index }) => index)).toEqual(items.map((_, index) => index))
        for (const item of items) expect(planItem.safeParse(item).success).toBe(true)
      }),
    )
  })

  it('meets every share to within one row', () => {
    fc.assert(
      fc.property(settings, (wanted) => {
        const rows = rowsOf(wanted)
        const spread = (values: readonly string[], found: readonly string[]) => {
          for (const value of values) expectShare(countBy(found, value), rows.length / values.length)
        }
        spread(
          wanted.genres,
          rows.map(({ genre }) => genre),
        )
        spread(
          wanted.domains,
          rows.map(({ domain }) => domain),
        )
        spread(
          wanted.styles,
          rows.map(({ style }) => style),
        )
        for (let length = wanted.sentences.least; length <= wanted.sentences.most; length++)
          expectShare(
            countBy(
              rows.map(({ sentences }) => sentences),
              length,
            ),
            rows.length / (wanted.sentences.most - wanted.sentences.least + 1),
          )
        expectShare(rows.filter(({ wanted: aim }) => aim === null).length, rows.length * wanted.nothingToResolve)
        expectShare(rows.filter(({ quotation }) => quotation).length, rows.length * wanted.quotations)
        expectShare(rows.filter(({ pleonastic }) => pleonastic).length, rows.length * wanted.pleonastic)
        const resolving = rows.filter(({ wanted: aim }) => aim !== null)
        const sum = Object.values(wanted.phenomena).reduce((all, each) => all + each, 0)
        for (const phenomenon of wantedPhenomenon.options)
          expectShare(
            countBy(
              resolving.map(({ wanted: aim }) => aim),
              phenomenon,
            ),
            (resolving.length * wanted.phenomena[phenomenon]) / sum,
          )
      }),
    )
  })

  it('has several entities that agree only where it means to', () => {
    fc.assert(
      fc.property(settings, (wanted) => {
        for (const { entities, agreeing, wanted: aim } of rowsOf(wanted)) {
          const classes = new Set(entities.map(({ kind }) => pronounClassOf[kind]))
          if (agreeing === 'one') expect(classes.size).toBe(entities.length)
          else expect(classes.size).toBeLessThan(entities.length)
          if (aim === 'plural') expect(classes).toContain('they')
          expect(new Set(entities.map(({ letter }) => letter)).size).toBe(entities.length)
        }
      }),
    )
  })

  it('has only kinds of entities that are wanted, but for a group in a row about plurals', () => {
    fc.assert(
      fc.property(settings, (wanted) => {
        for (const { entities, wanted: aim } of rowsOf(wanted))
          for (const { kind } of entities) expect(wanted.kinds[kind] > 0 || (kind === 'group' && aim === 'plural')).toBe(true)
      }),
    )
  })

  it('comes near the weights of the kinds where the rows leave it free', () => {
    const free = { ...ordinaryPlan, rows: 600, entities: { least: 1, most: 1 }, phenomena: { ...ordinaryPlan.phenomena, plural: 0 } }
    const kinds = rowsOf(free).flatMap(({ entities }) => entities.map(({ kind }) => kind))
    const sum = Object.values(free.kinds).reduce((all, each) => all + each, 0)
    for (const kind of entityKind.options) expectShare(countBy(kinds, kind), (kinds.length * free.kinds[kind]) / sum)
  })

  it('says where it could not have what was wanted', () => {
    const onlyWomen = {
      ...ordinaryPlan,
      kinds: { woman: 1, man: 0, group: 0, organisation: 0, place: 0, thing: 0 },
      entities: { least: 2, most: 2 },
    }
    expect(planRows({ ...onlyWomen, severalAgreeing: 0 }).notes).toEqual([expect.stringContaining('fewer entities')])
    expect(planRows(ordinaryPlan).notes).toEqual([])
  })

  it('is asked for in settings that are bounded', () => {
    expect(planSettings.safeParse(ordinaryPlan).success).toBe(true)
    for (const wrong of [
      { rows: 0 },
      { rows: 1e9 },
      { sentences: { least: 3, most: 2 } },
      { kinds: { ...ordinaryPlan.kinds, dragon: 1 } },
      { extra: 1 },
    ])
      expect(planSettings.safeParse({ ...ordinaryPlan, ...wrong }).success).toBe(false)
  })
})

it('divides without remainder, each part within one of its share', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5_000 }),
      fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 12 }),
      (total, weights) => {
        const sum = weights.reduce((all, each) => all + each, 0)
        fc.pre(sum > 0)
        const counts = apportion(total, weights)
        expect(counts.reduce((all, each) => all + each, 0)).toBe(total)
        for (const [index, count] of counts.entries()) expectShare(count, (total * (weights[index] ?? 0)) / sum)
        for (const [index, count] of counts.entries()) if (weights[index] === 0) expect(count).toBe(0)
      },
    ),
  )
})
