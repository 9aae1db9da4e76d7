import { describe, expect, test } from 'vitest'
import { formatted } from '../../../../../../electron/core/resolving/formats/formatted'
import { fileKind, resolvedText, resolveFormat } from '../../../../../../electron/shared/resolve-format'
import { answerAbout, resolvedDocument } from './resolved-texts'

const begins: Readonly<Record<string, RegExp>> = {
  text: /^Ann left\. Ann ran\.$/,
  json: /^\{"format":"antecedent\/resolution"/,
  csv: /^document,start,end/,
  html: /^<!doctype html>/,
  spacy: /^\{"text":"Ann left\. She ran\."/,
}

describe('formatting by name', () => {
  test.each(resolveFormat.options)('%s', (format) => {
    expect(formatted(format, [resolvedDocument('Ann left. She ran.', 'Ann left. Ann ran.')])).toMatch(begins[format] ?? /never/)
    expect(formatted(format, [])).toBeTypeOf('string')
  })

  test('several texts have an empty line between them', () => {
    expect(formatted('text', [resolvedDocument('A\n', 'B\n'), resolvedDocument('C', 'D')])).toBe('B\n\n\nD')
  })

  test('objects one a line are JSON where there is one, JSON Lines where there are more', () => {
    expect([fileKind('json', 1), fileKind('spacy', 2)].map(({ extension }) => extension)).toEqual(['json', 'jsonl'])
  })

  test('a text is taken with its answers and decisions, and nothing more', () => {
    const text = { id: '1', source: 'He ran.', output: 'Bob ran.', answers: [answerAbout('He ran.')], decisions: [] }
    expect(resolvedText.parse(text)).toEqual(text)
    expect(resolvedText.safeParse({ ...text, path: '/etc' }).success).toBe(false)
  })
})
