import { expect, test } from 'vitest'
import { maskedWords } from '../../../../../electron/core/linting/masked-words'

const masked = (text: string) => maskedWords(text).join(' ')

test('one mask stands for every name, one for every number', () => {
  expect(masked("Tom's sister likes Zalak's 3 dogs.")).toBe("[name] 's sister likes [name] 's # dogs")
  expect(masked('Barner Bank paid $1,500 in 2021.')).toBe('[name] paid # in #')
})

test('a frame filled twice is the same', () => {
  expect(masked("Tom sold his car for $300. Anna's parents live in Prague.")).toBe(
    masked("Peter sold his car for $2,950.50. Helga's parents live in Warsaw."),
  )
})

test('ordinary words at sentence starts stay', () => {
  expect(masked('Customers complained. Later, prices fell.')).toBe('customers complained later prices fell')
})
