import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameKey, wordDiff, wordTokens } from '../../../../renderer/text/word-diff'

const short = (source: string, rewrite: string) =>
  wordDiff(source, rewrite)
    .map(({ kind, text }) => (kind === 'same' ? text : kind === 'gone' ? `[-${text}-]` : `{+${text}+}`))
    .join('')

describe('wordDiff', () => {
  it('strikes a pronoun and writes the name', () => {
    expect(short('Paul left. He met Andy.', 'Paul left. Paul met Andy.')).toBe('Paul left. [-He-]{+Paul+} met Andy.')
  })

  it('keeps a possessive with its word', () => {
    expect(short('Nokia said its lawyers', 'Nokia said Nokia’s lawyers')).toBe('Nokia said [-its-]{+Nokia’s+} lawyers')
  })

  it('takes a description as one change', () => {
    expect(short('The tech giant grew.', 'Microsoft grew.')).toBe('[-The tech giant-]{+Microsoft+} grew.')
    expect(short('Then the company grew.', 'Then Sildo Corp grew.')).toBe('Then [-the company-]{+Sildo Corp+} grew.')
  })

  it('keeps two pronouns side by side apart', () => {
    expect(short('Dana gave him her desk.', 'Dana gave Omar Dana’s desk.')).toBe('Dana gave [-him-]{+Omar+} [-her-]{+Dana’s+} desk.')
  })

  it('says nothing changed where nothing did', () => {
    expect(wordDiff('Rain fell.', 'Rain fell.')).toEqual([{ kind: 'same', text: 'Rain fell.' }])
  })

  const words = fc
    .array(fc.constantFrom('he', 'Paul', ' ', '.', 'the bank', 'Ines Duarte', '\n', '’s'), { maxLength: 14 })
    .map((list) => list.join(''))

  it('gives both texts back', () => {
    fc.assert(
      fc.property(words, words, (source, rewrite) => {
        const text = (drop: string) =>
          wordDiff(source, rewrite)
            .filter(({ kind }) => kind !== drop)
            .map((segment) => segment.text)
            .join('')
        expect(text('gone').replace(/\s+/g, ' ').trim()).toBe(rewrite.replace(/\s+/g, ' ').trim())
        expect(text('new').replace(/\s+/g, ' ').trim()).toBe(source.replace(/\s+/g, ' ').trim())
      }),
    )
  })
})

it('cuts any text into tokens that are the text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(wordTokens(text).join('')).toBe(text)
    }),
  )
})

it('knows a name in its forms', () => {
  expect(['Amazon’s', "amazon's", ' Amazon,', 'AMAZON'].map(nameKey)).toEqual(['amazon', 'amazon', 'amazon', 'amazon'])
  expect(nameKey('Siemens’')).toBe('siemens')
})
