import { expect, it } from 'vitest'
import { everyRow, maxRowsByHand } from '../../../../electron/shared/dataset'
import { allFound, countOf, isChosen, noRows, toggled } from '../../../../renderer/dataset/row-choice'

it('puts a row in and takes it out', () => {
  const one = toggled(noRows, 7)
  expect([isChosen(one, 7), isChosen(one, 8), countOf(one, 100)]).toEqual([true, false, 1])
  expect(toggled(one, 7)).toEqual(noRows)
})

it('takes rows out of all that are found, and puts them back', () => {
  const all = allFound(everyRow)
  const most = toggled(all, 7)
  expect([isChosen(all, 7), isChosen(most, 7), countOf(most, 1_000_000)]).toEqual([true, false, 999_999])
  expect(toggled(most, 7)).toEqual(all)
})

it('names no more rows one by one than may cross to the main process', () => {
  const many = { of: 'rows', ids: Array.from({ length: maxRowsByHand }, (_, id) => id) } as const
  expect(countOf(toggled(many, maxRowsByHand + 1), 1_000_000)).toBe(maxRowsByHand)
  expect(countOf(toggled(many, 0), 1_000_000)).toBe(maxRowsByHand - 1)
})
