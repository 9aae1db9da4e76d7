import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { applyMend, type Finding } from '../../../../../electron/core/linting/finding'
import { lintPair } from '../../../../../electron/core/linting/lint-pair'
import { goodPairs } from './good-pairs'

const pieces = [
  ...[
    'Ana',
    'Tom',
    'Amazon',
    'Mr Hale',
    'the Rovers',
    'Ana and Tom',
    'he',
    'She',
    'her',
    'his',
    'it',
    'Its',
    'they',
    'their',
    "'s",
    '’s',
    "'",
    "it's",
  ],
  ...[
    'the company',
    'a dog',
    'said',
    'that',
    'fell',
    'sold',
    'is',
    'was',
    'of',
    'and',
    '.',
    ',',
    '!',
    '"',
    '“',
    '”',
    '\n',
    '```',
    'Note:',
    'Output:',
    '5',
    '2021',
  ],
  ...['東京で', 'مرحبا', '👩‍👧', '\u0301', '\ud800', '(', ')', '…'],
]
const words = fc.array(fc.constantFrom(...pieces), { maxLength: 24 }).map((parts) => parts.join(' '))
const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 60 }), words)
/** A correct rewrite into which something was put, or from which something was cut. */
const damaged = fc
  .tuple(fc.constantFrom(...goodPairs), fc.nat(), fc.nat(20), fc.constantFrom('', ...pieces))
  .map(([[source, rewrite], place, length, piece]) => {
    const at = place % (rewrite.length + 1)
    return { source, rewrite: rewrite.slice(0, at) + piece + rewrite.slice(at + length) }
  })
const anyPair = fc.oneof(fc.record({ source: anyText, rewrite: anyText }), damaged)

const alike = (findings: readonly Finding[], one: Finding) =>
  findings.filter(({ code, message }) => code === one.code && message === one.message).length

describe('linting', () => {
  test('never throws; every place lies within its text, and findings are in the order of their places', () => {
    fc.assert(
      fc.property(anyPair, ({ source, rewrite }) => {
        let last = 0
        for (const { side, start, end, message, mend } of lintPair(source, rewrite)) {
          const text = side === 'source' ? source : rewrite
          expect(start).toBeGreaterThanOrEqual(0)
          expect(end).toBeGreaterThanOrEqual(start)
          expect(end).toBeLessThanOrEqual(text.length)
          expect(message).toMatch(/\.$/)
          expect(message).not.toContain('\n')
          if (side === 'rewrite') expect(start).toBeGreaterThanOrEqual(last)
          if (side === 'rewrite') last = start
          let position = 0
          for (const edit of mend?.edits ?? []) {
            expect(edit.start).toBeGreaterThanOrEqual(position)
            expect(edit.end).toBeGreaterThanOrEqual(edit.start)
            position = edit.end
          }
          expect(position).toBeLessThanOrEqual((mend?.side === 'source' ? source : rewrite).length)
        }
      }),
      { numRuns: 1500 },
    )
  })

  test('every mend makes its finding go away', () => {
    fc.assert(
      fc.property(anyPair, ({ source, rewrite }) => {
        const findings = lintPair(source, rewrite)
        for (const finding of findings) {
          if (finding.mend === null) continue
          const mended = lintPair(source, applyMend(rewrite, finding.mend))
          expect(alike(mended, finding)).toBeLessThan(alike(findings, finding))
        }
      }),
      { numRuns: 700 },
    )
  })

  test('a text as its own rewrite has no changed words and invents nothing', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.constantFrom(...goodPairs).map(([, rewrite]) => rewrite),
        ),
        (text) => {
          const codes = lintPair(text, text).map(({ code }) => code)
          expect(codes.filter((code) => code !== 'nothing-resolved')).toEqual([])
        },
      ),
      { numRuns: 1500 },
    )
  })

  test('says the same of the same pair again', () => {
    fc.assert(
      fc.property(anyPair, ({ source, rewrite }) => {
        expect(lintPair(source, rewrite)).toEqual(lintPair(source, rewrite))
      }),
      { numRuns: 100 },
    )
  })
})
