import { expect, it } from 'vitest'
import { everyRow } from '../../../../electron/shared/dataset'
import { emptyWords, foundWords, outcomeWords, questionOf } from '../../../../renderer/dataset/found-words'

const known = { total: 12, progress: 1, arrived: true, at: () => undefined, failure: null }
const broken = { ...everyRow, problem: 'unusable' } as const

it('says how many rows were found so far, and what it came to once all were looked at', () => {
  expect(foundWords(broken, known, 1_500)).toBe('12 of 1,500')
  expect(outcomeWords(broken, known)).toBe('12 rows found.')
  expect(foundWords(broken, { ...known, progress: 0.504 }, 1_500)).toBe('12 of 1,500 · looked at 50 %')
  expect(outcomeWords(broken, { ...known, progress: 0.504 })).toBeNull()
  expect(outcomeWords(broken, { ...known, total: 0 })).toBe('No row is like that.')
  expect(emptyWords(broken, 0.5)).toBe('Looking …')
})

it('says nothing where nothing is looked for, in whatever order', () => {
  const longest = { ...everyRow, sort: { by: 'length', descending: true } } as const
  expect([foundWords(longest, known, 12), outcomeWords(longest, known)]).toEqual(['', null])
  expect(questionOf(longest)).toBe(questionOf(everyRow))
})
