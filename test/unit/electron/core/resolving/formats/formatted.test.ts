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

  test('a text that was answered in parts may be longer than one that was asked whole', () => {
    const half = `${'Ann left. '.repeat(12_000)}She ran. `
    const source = half + half
    const end = half.length
    const parts = [0, end].map((start) => ({
      start,
      end: start + end,
      outputStart: start,
      outputEnd: start + end,
      state: 'resolved' as const,
    }))
    const output = source.replaceAll('She', 'Ann')
    expect(formatted('csv', [resolvedDocument(source, output, { parts })]).split('\r\n')).toHaveLength(4)
    expect(() => resolvedDocument(source, output)).toThrow('at most 200000 are compared at once')
  })

  test.each([
    ['none', []],
    ['some that leave most of it out', [{ start: 0, end: 9, outputStart: 0, outputEnd: 9, state: 'resolved' as const }]],
  ])('a text that is too long to be compared at once is refused, whatever parts are told of it: %s', (_, parts) => {
    const source = 'Ann left. '.repeat(20_001)
    expect(() => resolvedDocument(source, source, { parts })).toThrow('at most 200000 are compared at once')
  })

  test('a text is taken with its answers and decisions, and nothing more', () => {
    const text = { id: '1', source: 'He ran.', output: 'Bob ran.', answers: [answerAbout('He ran.')], parts: null, decisions: [] }
    expect(resolvedText.parse(text)).toEqual(text)
    expect(resolvedText.safeParse({ ...text, path: '/etc' }).success).toBe(false)
  })
})
