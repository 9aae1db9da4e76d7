import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sentencesOf } from '../../../../../../electron/core/documents/sentences'
import { passagesOf } from '../../../../../../electron/core/growing/drafting/passages'

const document = fc
  .array(
    fc.tuple(
      fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 12 }),
      fc.constantFrom('. ', '! ', '? ', '.\n', '.\n\n', ' Dr. ', '\n', ' '),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.map(([words, end]) => `${words[0]?.[0]?.toUpperCase()}${words.join(' ').slice(1)}${end}`).join(''))

describe('passages', () => {
  it('are everything but the white space between them', () => {
    fc.assert(
      fc.property(fc.oneof(document, fc.string({ maxLength: 300 })), fc.integer({ min: 20, max: 400 }), (text, target) => {
        const passages = passagesOf(text, target)
        let from = 0
        for (const { start, end, text: words } of passages) {
          expect(text.slice(from, start).trim()).toBe('')
          expect(text.slice(start, end)).toBe(words)
          expect(words.trim()).toBe(words)
          from = end
        }
        expect(text.slice(from).trim()).toBe('')
      }),
    )
  })

  it('are made of whole sentences, and longer than wanted only where one sentence is', () => {
    fc.assert(
      fc.property(document, fc.integer({ min: 20, max: 400 }), (text, target) => {
        const all = sentencesOf(text)
        for (const { start, end } of passagesOf(text, target)) {
          const inside = all.filter((sentence) => sentence.start >= start && sentence.end <= end)
          expect([inside[0]?.start, inside.at(-1)?.end]).toEqual([start, end])
          expect(end - start <= target || inside.length === 1).toBe(true)
        }
      }),
    )
  })

  it('end at a paragraph where they are long enough', () => {
    expect(passagesOf('One two three four. Five six.\n\nSeven eight. Nine.', 40).map(({ text }) => text)).toEqual([
      'One two three four. Five six.',
      'Seven eight. Nine.',
    ])
  })
})
