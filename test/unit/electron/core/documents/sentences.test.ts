import { describe, expect, it } from 'vitest'
import { sentencesOf } from '../../../../../electron/core/documents/sentences'

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

  it('are found in little time in a text of many lines that none of them ends', () => {
    const lines = 'a line of a log without an end\n'.repeat(20_000)
    expect(sentencesOf(lines)).toEqual([{ start: 0, end: lines.length - 1 }])
  })
})
