import { expect, test } from 'vitest'
import { tokenize } from '../../../../../electron/core/alignment/tokens'
import { sentencesIn, slicesOf } from '../../../../../electron/core/evaluating/slices'
import { goldText } from '../../../../../electron/core/scoring/gold'

const slices = (source: string, gold: string) => slicesOf(goldText(source, gold))

test('a mention is a subject, an object or a possessive', () => {
  const { mentions } = slices(
    'John met Mary. He gave her his book. It rose after it fell, said John of it.',
    "John met Mary. John gave Mary John's book. Acme rose after Acme fell, said John of Acme.",
  )
  expect(mentions.map(([role]) => role)).toEqual(['subject', 'object', 'possessive', 'subject', 'subject', 'object'])
})

test('descriptions have their role from their neighbours', () => {
  const source = 'Microsoft bought Nuance. The tech giant praised the company in talks with the company.'
  const gold = 'Microsoft bought Nuance. Microsoft praised Nuance in talks with Nuance.'
  const { mentions } = slices(source, gold)
  expect(mentions.map(([role, kind]) => [role, kind])).toEqual([
    ['subject', 'descriptive'],
    ['object', 'descriptive'],
    ['object', 'descriptive'],
  ])
})

test('it and they are slices of their own', () => {
  const { mentions } = slices(
    'Acme sold its ships. They sank, and it wept for them.',
    "Acme sold Acme's ships. The ships sank, and Acme wept for the ships.",
  )
  expect(mentions.map((own) => own.filter((slice) => slice === 'it' || slice === 'they'))).toEqual([['it'], ['they'], ['it'], ['they']])
})

test('a reference within a reference is nested', () => {
  const nested = (source: string, gold: string) => slices(source, gold).mentions.map((own) => own.includes('nested'))
  expect(nested("Acme grew. Its new CEO's plan worked.", "Acme grew. Acme's new CEO's plan worked.")).toEqual([true])
  expect(nested('Acme grew. Its plan worked.', "Acme grew. Acme's plan worked.")).toEqual([false])
  expect(nested("John's brother left. He ran.", "John's brother left. John's brother ran.")).toEqual([true])
})

test('several names that agree make several candidates', () => {
  const candidates = (source: string, gold: string) =>
    slices(source, gold).mentions.map((own) => own.filter((slice) => slice.endsWith('candidates')))
  expect(candidates('John met Mary. He left.', 'John met Mary. John left.')).toEqual([[]])
  expect(candidates('John met Peter. He left.', 'John met Peter. John left.')).toEqual([['several-candidates']])
})

test('a text is sliced by its sentences, and by whether anything is to be resolved', () => {
  const text = (source: string) => slices(source, source).text
  expect(text('It rained in Oslo.')).toEqual(['one-sentence', 'nothing-to-resolve'])
  expect(slices('Ann left. She ran.', 'Ann left. Ann ran.').text).toEqual(['two-sentences'])
  expect(text('One. Two. Three.')[0]).toBe('three-sentences')
  expect(text('One. Two! Three? Four.')[0]).toBe('more-sentences')
})

test.each([
  ['', 0],
  ['no full stop', 1],
  ['Mr. Hale met Dr. Oz. They left.', 2],
  ['“Go,” she said. “Now.”', 2],
  ['a title\nA text. And more', 3],
])('counts sentences: %j', (text, sentences) => {
  expect(sentencesIn(text, tokenize(text))).toBe(sentences)
})
