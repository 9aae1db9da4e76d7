import { describe, expect, test } from 'vitest'
import { tokenize } from '../../../../../electron/core/alignment/tokens'
import { isSpelledAlike } from '../../../../../electron/core/linting/spelling'

function alike(one: string, other: string): boolean {
  const [first, second] = [tokenize(`a ${one}`)[1], tokenize(`a ${other}`)[1]]
  return first !== undefined && second !== undefined && isSpelledAlike(first, second)
}

describe('the same word in another spelling', () => {
  test.each([
    ['colour', 'color'],
    ['organise', 'organize'],
    ['centre', 'center'],
    ['travelled', 'traveled'],
    ['defence', 'defense'],
    ['café', 'cafe'],
    ['e-mail', 'email'],
    ['recieve', 'receive'],
    ['goverment', 'government'],
    ['seperate', 'separate'],
    ['three', '3'],
    ['a', 'an'],
  ])('%s, %s', (one, other) => {
    expect(alike(one, other)).toBe(true)
  })
})

describe('another word', () => {
  test.each([
    ['million', 'billion'],
    ['fell', 'fall'],
    ['share', 'shares'],
    ['plan', 'planned'],
    ['affect', 'effect'],
    ['woman', 'women'],
    ['Meyer', 'Meier'],
    ['Amazon', 'Amason'],
    ['5', '8'],
    ['2021', '2012'],
    ['not', 'now'],
  ])('%s, %s', (one, other) => {
    expect(alike(one, other)).toBe(false)
  })
})
