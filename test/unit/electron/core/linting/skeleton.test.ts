import { describe, expect, test } from 'vitest'
import { maskedWords, skeletonOf } from '../../../../../electron/core/linting/skeleton'

describe('the skeleton of a text', () => {
  test('has classes for names and # for numbers', () => {
    expect(skeletonOf('Maria Lopez met Mr Hale in Lima on Monday. She paid him $1,500.')).toBe(
      '[she] met [he] in [it] on monday she paid him #',
    )
  })

  test('tells organisations, plurals, people without gender and unknown names apart', () => {
    expect(skeletonOf('Barner Bank hired the Comets, Dr Ozu and Zalak in 2021.')).toBe('[it] hired [they] [person] and [name] in #')
  })

  test('is the same for a frame filled twice', () => {
    expect(skeletonOf("Tom sold his car for $300. Anna's parents live in Prague.")).toBe(
      skeletonOf("Peter sold his car for $2,950.50. Helga's parents live in Warsaw."),
    )
  })

  test('keeps ordinary words at sentence starts', () => {
    expect(skeletonOf('Customers complained. Later, prices fell.')).toBe('customers complained later prices fell')
  })
})

test('masked words have one mask for every name', () => {
  expect(maskedWords("Tom's sister likes Zalak's 3 dogs.")).toEqual(['[name]', "'s", 'sister', 'likes', '[name]', "'s", '#', 'dogs'])
})
