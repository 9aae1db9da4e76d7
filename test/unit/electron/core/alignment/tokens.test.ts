import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sameTokens, tokenize } from '../../../../../electron/core/alignment/tokens'

const words = (text: string) => tokenize(text).map((token) => token.text)

describe('tokens', () => {
  test.each([
    ["Amazon's AT&T well-known 3.5 U.S. e.g", ['Amazon', "'s", 'AT&T', 'well-known', '3.5', 'U.S', '.', 'e.g']],
    ["They're late, I've, he'll, she'd, I'm", ['They', "'re", 'late', ',', 'I', "'ve", ',', 'he', "'ll", ',', 'she', "'d", ',', 'I', "'m"]],
    ["don't can't couldn't've", ['do', "n't", 'ca', "n't", 'could', "n't", "'ve"]],
    ["O'Brien’s dogs' (8%)", ["O'Brien", '’s', 'dogs', "'", '(', '8', '%', ')']],
    ['Thursday.The end', ['Thursday', '.', 'The', 'end']],
    ['彼は東京で泳ぐ。', ['彼', 'は', '東', '京', 'で', '泳', 'ぐ', '。']],
    ['قال أحمد إنه', ['قال', 'أحمد', 'إنه']],
    ['a\u200bb c\u200dd', ['a', 'b', 'c\u200dd']],
  ])('%s', (text, expected) => {
    expect(words(text)).toEqual(expected)
  })

  test.each([
    ['can’t', 'cannot'],
    ["CAN'T", 'CANNOT'],
    ['“Ca fe\u0301”', '"Ca fé"'],
    ['It rained. The end', 'it rained. the end'],
    ['co\u00adop', 'coop'],
  ])('%s counts as %s', (one, other) => {
    expect(sameTokens(tokenize(one), tokenize(other))).toBe(true)
  })

  test.each([
    ['said The end', 'said the end'],
    ['met Mr. Brown', 'met Mr. brown'],
    ["don't", 'do not'],
    ['CA', 'can'],
  ])('%s does not count as %s', (one, other) => {
    expect(sameTokens(tokenize(`x ${one}`), tokenize(`x ${other}`))).toBe(false)
  })

  test('offsets are exact and nothing but white space and invisible characters lies between tokens', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string()), (text) => {
        let end = 0
        for (const token of tokenize(text)) {
          expect(text.slice(token.start, token.end)).toBe(token.text)
          expect(text.slice(end, token.start)).toMatch(/^[\s\p{Cc}\p{Cf}]*$/u)
          expect(token.start).toBeGreaterThanOrEqual(end)
          end = token.end
        }
        expect(text.slice(end)).toMatch(/^[\s\p{Cc}\p{Cf}]*$/u)
      }),
    )
  })
})
