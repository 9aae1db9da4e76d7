import fc from 'fast-check'
import { expect, it } from 'vitest'
import { RowNames } from '../../../../../electron/core/workbench/row-names'

/** A save: rows in a new order, of which the last few are in no file and are forgotten, and how many are added afterwards. */
const save = fc.record({ order: fc.array(fc.nat(), { maxLength: 40 }), forgotten: fc.nat(5), added: fc.nat(5) })

it('leaves every row its name through any saves, and gives none of them twice', () => {
  fc.assert(
    fc.property(fc.nat(3), fc.nat(20), fc.array(save, { maxLength: 6 }), (opening, lines, saves) => {
      let names = RowNames.from(opening)
      let rows = Array.from({ length: lines }, (_, id) => names.of(id))
      const given = new Set(rows)
      for (const { order, forgotten, added } of saves) {
        const moved = rows.map((name, id) => ({ name, id, key: order[id] ?? 0 })).sort((a, b) => a.key - b.key || a.id - b.id)
        const numbers = new Uint32Array(rows.length)
        moved.forEach(({ id }, at) => {
          numbers[id] = at
        })
        const kept = moved.slice(0, Math.max(0, moved.length - forgotten)).map(({ name }) => name)
        const lost = moved.slice(kept.length).map(({ name }) => name)
        names = names.afterSave(numbers, kept.length)
        rows = [...kept, ...Array.from({ length: added }, (_, at) => names.of(kept.length + at))]
        for (const name of rows.slice(kept.length)) expect(given).not.toContain(name)
        for (const name of rows) given.add(name)
        expect(rows.map((name) => names.idOf(name))).toEqual([...rows.keys()])
        expect(Array.from(rows.keys(), (id) => names.of(id))).toEqual(rows)
        for (const name of lost) expect(names.idOf(name)).toBe(-1)
      }
    }),
  )
})

it('finds no row by a name of another opening', () => {
  const [first, second] = [RowNames.from(0), RowNames.from(1)]
  expect(second.idOf(first.of(3))).toBe(-1)
  expect(first.idOf(second.of(3))).toBe(-1)
  expect(second.idOf(second.of(3))).toBe(3)
})
