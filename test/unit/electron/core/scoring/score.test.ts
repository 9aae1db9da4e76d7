import { describe, expect, test } from 'vitest'
import { goldText } from '../../../../../electron/core/scoring/gold'
import { scorecard, scoreExample, scoreOutput } from '../../../../../electron/core/scoring/score'
import { scorecard as schema } from '../../../../../electron/shared/scorecard'

const source = 'Microsoft bought Nuance in 2021. The tech giant said its cloud unit would use it.'
const gold = "Microsoft bought Nuance in 2021. Microsoft said Microsoft's cloud unit would use Nuance."
const yearAndWord = "Microsoft bought Nuance in 2022. Microsoft said Microsoft's cloud unit would now use Nuance."

describe('the scorecard', () => {
  test('a year changed, a word added', () => {
    const example = scoreExample({ source, gold, output: yearAndWord })
    expect(example.outsideTokens).toBe(12)
    const card = scorecard([example])
    expect(schema.parse(card)).toEqual(card)
    expect(card).toMatchObject({ texts: 1, mentions: 3, correct: 3, outsideEdits: 2, recall: 1, precision: 3 / 5 })
    expect(card.f1).toBeCloseTo(0.75, 12)
    expect(card.wrongEntityRate).toBe(0)
    expect(card.untouched).toBeCloseTo(0.8333, 4)
    expect(card).toMatchObject({ cleanTexts: 0, perfectTexts: 0, inventedNames: 1 })
  })

  test.each([
    ['perfect', gold, 3, 0, 0],
    ['copy of the input', source, 0, 0, 0],
    ['one entity wrong', gold.replace('use Nuance', 'use Microsoft'), 2, 1, 0],
    ['every entity swapped', "Microsoft bought Nuance in 2021. Nuance said Nuance's cloud unit would use Microsoft.", 0, 3, 0],
    ['a year changed, a word added', yearAndWord, 3, 0, 2],
  ])('tells apart what BLEU and SARI do not: %s', (_name, output, correct, wrong, outsideEdits) => {
    expect(scorecard([scoreExample({ source, gold, output })])).toMatchObject({ mentions: 3, correct, wrong, outsideEdits })
  })

  test('the copy resolves nothing, touches nothing, invents nothing', () => {
    const { intervals, ...card } = scorecard([scoreExample({ source, gold, output: source })])
    expect(intervals.recall).toMatchObject({ low: 0 })
    expect(card).toEqual({
      texts: 1,
      mentions: 3,
      correct: 0,
      form: 0,
      missed: 3,
      wrong: 0,
      invented: 0,
      deleted: 0,
      outsideEdits: 0,
      outsideHunks: 0,
      outsideTokens: 12,
      recall: 0,
      precision: 0,
      f1: 0,
      wrongEntityRate: 0,
      untouched: 1,
      cleanTexts: 1,
      perfectTexts: 0,
      inventedNames: 0,
      truncated: 0,
      empty: 0,
      preambled: 0,
    })
  })

  test('precision counts hunks, untouched text counts tokens', () => {
    const card = scorecard([scoreExample({ source, gold, output: gold.replace('would use', 'would very often use') })])
    expect(card).toMatchObject({ outsideEdits: 2, precision: 3 / 4 })
    expect(card.untouched).toBeCloseTo(10 / 12, 12)
  })

  test('adds up counts before it divides', () => {
    const card = scorecard([gold, source].map((output) => scoreExample({ source, gold, output })))
    expect(card).toMatchObject({ texts: 2, mentions: 6, correct: 3, missed: 3, recall: 0.5, precision: 1, perfectTexts: 1, cleanTexts: 2 })
  })

  test('wrong-entity rate counts wrong and invented among the replaced', () => {
    const output = "Microsoft bought Nuance in 2021. Google said Nuance's cloud unit would use Nuance."
    expect(scorecard([scoreExample({ source, gold, output })])).toMatchObject({ invented: 1, wrong: 1, correct: 1, wrongEntityRate: 2 / 3 })
  })

  test('of nothing every measure is zero', () => {
    const { intervals, ...measures } = scorecard([])
    expect(Object.values(measures).every((value) => value === 0)).toBe(true)
    expect(Object.values(intervals)).toEqual(Array.from({ length: 9 }, () => ({ low: 0, high: 1 })))
    const nothing = scorecard([scoreExample({ source: '', gold: '', output: '' })])
    expect(nothing).toMatchObject({ texts: 1, recall: 0, precision: 0, f1: 0, untouched: 0, cleanTexts: 1, perfectTexts: 1 })
  })

  test('a text without references is perfect when it is left alone', () => {
    const text = 'It rained in Oslo all day.'
    expect(scorecard([scoreExample({ source: text, gold: text, output: text })])).toMatchObject({
      mentions: 0,
      untouched: 1,
      perfectTexts: 1,
    })
  })

  test('what was cut off, left empty or announced is counted, not passed over', () => {
    const text = goldText(source, gold)
    const card = scorecard([scoreOutput(text, gold, true), scoreOutput(text, ''), scoreOutput(text, `Here is the rewritten text: ${gold}`)])
    expect(card).toMatchObject({ texts: 3, truncated: 1, empty: 1, preambled: 1, deleted: 3, correct: 6 })
    expect(card.intervals.empty.low).toBeGreaterThan(0)
  })

  test('a small letter at a sentence start is no new name', () => {
    const text = 'John met Mary because rivals came.'
    const output = 'Rivals came. John met Mary.'
    expect(scoreExample({ source: text, gold: text, output }).inventsNames).toBe(false)
    expect(scoreExample({ source: text, gold: text, output: text.replace('rivals', 'Rivals') }).inventsNames).toBe(true)
  })
})
