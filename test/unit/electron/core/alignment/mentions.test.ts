import { describe, expect, test } from 'vitest'
import { goldMentions } from '../../../../../electron/core/alignment/mentions'

const found = (source: string, gold: string) => goldMentions(source, gold).mentions.map(({ text, goldText }) => `${text} → ${goldText}`)

describe('gold mentions', () => {
  test.each([
    ['John met Mary. He gave her his book.', "John met Mary. John gave Mary John's book.", ['He → John', 'her → Mary', "his → John's"]],
    [
      'Microsoft bought Nuance. The tech giant said its unit would use it.',
      "Microsoft bought Nuance. Microsoft said Microsoft's unit would use Nuance.",
      ['The tech giant → Microsoft', "its → Microsoft's", 'it → Nuance'],
    ],
    ["Maria called Tom because he's late.", 'Maria called Tom because Tom is late.', ['he → Tom']],
    ["Apple grew. Its CEO's plan worked.", "Apple grew. Apple's CEO's plan worked.", ["Its → Apple's"]],
    ['John and Mary met Tom. They and Tom ran.', 'John and Mary met Tom. John and Mary and Tom ran.', ['They → John and Mary']],
    ['Senator Warren left. The senator ran.', 'Senator Warren left. Senator Warren ran.', ['The senator → Senator Warren']],
    [
      'The Amazon River is long. We love the river.',
      'The Amazon River is long. We love the Amazon River.',
      ['the river → the Amazon River'],
    ],
    ['Bank of America fell. The bank lost money.', 'Bank of America fell. Bank of America lost money.', ['The bank → Bank of America']],
    ['Apple and Google sued. Both lost.', 'Apple and Google sued. Apple and Google lost.', ['Both → Apple and Google']],
    ['A robot met a clerk. It ran.', 'A robot met a clerk. The robot ran.', ['It → The robot']],
    ['Acme Inc. grew. We like it.', 'Acme Inc. grew. We like Acme Inc.', ['it → Acme Inc']],
    ['Tom hurt himself on Sunday.', 'Tom hurt himself on Sunday.', []],
  ])('%s', (source, gold, mentions) => {
    expect(found(source, gold)).toEqual(mentions)
  })

  test('words that the gold rewrite drops or changes besides are variants, not mentions', () => {
    const { mentions, variants } = goldMentions(
      "Amazon's day. The performance of its unit failed in 2021.",
      "Amazon's day. Amazon's unit failed in 2022.",
    )
    expect(mentions.map(({ text }) => text)).toEqual(['its'])
    expect(variants.map(({ from, to, gold }) => [to - from, gold.map(({ text }) => text)])).toEqual([
      [3, []],
      [1, ['2022']],
    ])
  })

  test('a verb that agrees with the name is a variant', () => {
    const { mentions, variants } = goldMentions('Alex left because they are ill.', 'Alex left because Alex is ill.')
    expect(mentions.map(({ text, goldText }) => [text, goldText])).toEqual([['they', 'Alex']])
    expect(variants).toHaveLength(1)
  })

  test('a mention knows its span, its possessive and its kind', () => {
    expect(goldMentions('Tom ran. The firm sold his car.', "Tom ran. The firm sold Tom's car.").mentions).toMatchObject([
      { from: 6, to: 7, start: 23, end: 26, possessive: true, role: 'pronoun' },
    ])
  })
})
