import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passagesOf } from '../../../../../../electron/core/growing/drafting/passages'
import { sentencesOf } from '../../../../../../electron/core/growing/drafting/sentences'

const sentences = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end))

describe('the sentences of a text', () => {
  it.each<[string, readonly string[]]>([
    ['Dr. Smith met Mrs. Jones. He left.', ['Dr. Smith met Mrs. Jones.', 'He left.']],
    ['J. R. R. Tolkien wrote it. She read it.', ['J. R. R. Tolkien wrote it.', 'She read it.']],
    ['She worked for Velora Inc. in May. It paid well.', ['She worked for Velora Inc. in May.', 'It paid well.']],
    ['She worked for Velora Inc. It paid well.', ['She worked for Velora Inc.', 'It paid well.']],
    ['They live in the U.S. The house is old.', ['They live in the U.S.', 'The house is old.']],
    ['The U.S. Senate met. They voted.', ['The U.S. Senate met.', 'They voted.']],
    ['See no. 5 and fig. 3. He said no. Then he left.', ['See no. 5 and fig. 3.', 'He said no.', 'Then he left.']],
    ['So did I. The rest slept.', ['So did I.', 'The rest slept.']],
    ['It rose 3.5 percent. Who knew?', ['It rose 3.5 percent.', 'Who knew?']],
    ['“Stop!” he said. She stopped.', ['“Stop!” he said.', 'She stopped.']],
    ['A line that is\nwrapped by hand. And\nanother one.', ['A line that is\nwrapped by hand.', 'And\nanother one.']],
    ['A heading\n\nIts text.', ['A heading', 'Its text.']],
    ['- one thing\n- another thing', ['- one thing', '- another thing']],
    ['', []],
  ])('end where they do: %s', (text, expected) => {
    expect(sentences(text)).toEqual(expected)
  })
})

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
