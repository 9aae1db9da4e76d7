import { describe, expect, test } from 'vitest'
import { applyMend, type Finding } from '../../../../../electron/core/linting/finding'
import { lintPair } from '../../../../../electron/core/linting/lint-pair'
import { badPairs } from './bad-pairs'
import { goodPairs } from './good-pairs'

const codes = (source: string, rewrite: string) => lintPair(source, rewrite).map(({ code }) => code)

/** Makes one mend after the other until no finding has any, as a person does who presses the button each time. */
function mendAll(source: string, rewrite: string): string {
  let text = rewrite
  for (let turn = 0; turn < 20; turn++) {
    const mend = lintPair(source, text).find((finding) => finding.mend !== null)?.mend
    if (mend === null || mend === undefined) return text
    text = applyMend(text, mend)
  }
  return text
}

describe('a rewrite in which nothing is wrong has no finding', () => {
  test.each(goodPairs)('%s', (source, rewrite) => {
    expect(lintPair(source, rewrite)).toEqual([])
  })
})

describe('a fault is found', () => {
  test.each(badPairs)('$codes in “$rewrite”', ({ source, rewrite, codes: expected }) => {
    expect(codes(source, rewrite)).toEqual(expected)
  })

  test.each(badPairs.filter(({ mended }) => mended !== undefined))('and mended in “$rewrite”', ({ source, rewrite, mended }) => {
    expect(mendAll(source, rewrite)).toBe(mended)
  })
})

describe('messages', () => {
  const only = (source: string, rewrite: string): Finding | undefined => lintPair(source, rewrite)[0]

  test.each([
    [
      'Amazon fell. It sold its shares.',
      'Amazon fell. Amazon sold its shares.',
      '“its” is still there; it could be “Amazon’s”.',
      'Write “Amazon’s”',
    ],
    ['Amazon fell.', 'Nokia fell.', '“Nokia” is in the rewrite, and the source never names it.', 'Put back “Amazon”'],
    ['Oil rose 5%.', 'Oil rose 7%.', '“7” is in the rewrite, and the source does not have that number.', 'Put back “5”'],
    ['Ana left. She ran home.', 'Ana left. Ana walked home.', '“ran” became “walked”.', 'Put back “ran”'],
    ['Ana left. She ran home.', 'Ana left. Ana home.', '“ran” was left out.', 'Put back “ran”'],
    ['Ana left. She ran home.', 'Ana left. Ana quickly ran home.', '“quickly” was added.', 'Take out “quickly”'],
    ['Tom left. He ran.', 'Tom left. He ran.', 'The rewrite is the source itself, where “He” could be “Tom”.', 'Write “Tom”'],
    ['Tom met Ana. He ran.', 'Tom met Ana. Ana ran.', '“He” became “Ana”, which does not agree in gender.', 'Write “Tom”'],
    ['Tom left. He ran.', "Tom left. Tom's ran.", '“Tom’s” has a possessive, and “He” is none.', 'Write “Tom”'],
    ['Tom left. His dog ran.', 'Tom left. Tom dog ran.', '“Tom” stands for “His”; it should be “Tom’s”.', 'Write “Tom’s”'],
    ['Tom left. He ran away.', 'Tom left.', 'The rewrite ends before “He ran away.”.', 'Put back the end'],
    ['Tom left.', 'Output: Tom left.', 'The rewrite begins with “Output:”, which is no part of it.', 'Take out “Output:”'],
  ])('%s | %s', (source, rewrite, message, label) => {
    expect(only(source, rewrite)).toMatchObject({ message, mend: { label } })
  })
})

describe('places', () => {
  test('are those of the words in their text', () => {
    const source = 'Amazon fell badly. It sold its shares.'
    const rewrite = 'Output: Amazon fell. Amazon sold its shares quickly.'
    const texts = lintPair(source, rewrite).map(({ code, side, start, end }) => [
      code,
      side,
      (side === 'source' ? source : rewrite).slice(start, end),
    ])
    expect(texts).toEqual([
      ['preamble', 'rewrite', 'Output: '],
      ['changed-words', 'source', 'badly'],
      ['pronoun-left', 'rewrite', 'its'],
      ['changed-words', 'rewrite', 'quickly'],
    ])
  })
})

test('a source in another language has no findings', () => {
  expect(lintPair('Der Hund lief in den Garten, und er war nicht müde.', 'Dog garden.')).toEqual([])
})
