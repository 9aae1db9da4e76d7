import { describe, expect, test } from 'vitest'
import { tokenize } from '../../../../../electron/core/alignment/tokens'
import { standsForNothing } from '../../../../../electron/core/linting/pleonastic'

/** Whether the last `it` in braces stands for nothing: `{It} rained`. */
function isEmpty(marked: string): boolean {
  const at = marked.indexOf('{')
  const tokens = tokenize(marked.replace(/[{}]/g, ''))
  return standsForNothing(
    tokens,
    tokens.findIndex(({ start }) => start === at),
  )
}

describe('an it that stands for nothing', () => {
  test.each([
    '{It} rained all day.',
    '{It} was late when she came.',
    '{It} was a quiet morning.',
    '{It} is half past nine.',
    "{It}'s cold outside.",
    '{It} is clear that Nokia will pay.',
    '{It} has been argued that prices fell.',
    '{It} is hard to say why.',
    '{It} is important for Ana to win.',
    '{It} is unclear whether Tom knows.',
    '{It} seems that nobody came.',
    '{It} seems to me that nobody came.',
    '{It} turned out that he had lied.',
    '{It} takes two hours to get there.',
    '{It} took Felix, the teacher, six hours to find the key.',
    '{It} cost them a fortune to leave.',
    '{It} was Ana who won.',
    '{It} was in Lima that they met.',
    '{It} was not until Monday that they met.',
    '{It} is a pity that he left.',
    '{It} is no use crying.',
    '{It} is worth waiting for.',
    '{It} remains to be seen.',
    '{It} makes sense to wait.',
    '{It} was fun.',
    '{It} is cheaper, the mayor said, to give up.',
    'Is {it} true that he left?',
    'Tom made {it} clear that he would go.',
    'Ana found {it} difficult to leave.',
    'As {it} turned out, he had lied.',
    'Nobody knew whose turn {it} was.',
    'He did {it} again.',
    'She would love {it} if you came.',
    'Rumour has {it} that he left.',
  ])('%s', (text) => {
    expect(isEmpty(text)).toBe(true)
  })
})

describe('an it that stands for something', () => {
  test.each([
    '{It} fell by 5%.',
    '{It} was sold to a rival in 2019.',
    '{It} is able to fly.',
    '{It} is expected to grow.',
    '{It} was forced to close.',
    '{It} said that sales fell.',
    '{It} employs 500 people.',
    '{It} cost $20 more in July.',
    '{It} seems to be broken.',
    '{It} was founded by two engineers.',
    '{It} has three hearts.',
    'Nokia said {it} would cut jobs.',
    'Nokia said {it} expects a loss.',
    'Tom bought {it} in May.',
    'Analysts expect {it} to grow.',
    'She parked {it} behind the house.',
    'They sold {it}.',
  ])('%s', (text) => {
    expect(isEmpty(text)).toBe(false)
  })
})
