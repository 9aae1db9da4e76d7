import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare } from '../../../../../electron/core/alignment/edits'
import { rewrite } from '../../../../../electron/shared/resolution'

const changes = (source: string, output: string) => compare(source, output).edits.map(({ kind, before, after }) => [kind, before, after])
const clusters = (source: string, output: string) =>
  compare(source, output).clusters.map(({ name, mentions }) => [name, mentions.map(({ text }) => text)])

describe('comparing without a gold rewrite', () => {
  const market =
    "Also dragging on spirits was disappointment over Amazon's earnings released late Thursday. The performance of its AWS cloud unit failed to live up to lofty expectations set by rivals Google and Microsoft, sending its shares down over 8%. But Apple stock rose after its results beat expectations, boosted by surprisingly strong iPhone sales."
  const rewritten =
    "Also dragging on spirits was disappointment over Amazon's earnings released late Thursday. Amazon's AWS cloud unit failed to live up to lofty expectations set by rivals Google and Microsoft, sending Amazon's shares down over 8%. But Apple stock rose after Apple's results beat expectations, boosted by surprisingly strong iPhone sales."

  test('takes a name of which only the title is known for new words, whole', () => {
    expect(
      changes(
        'Ms Torin met Mr Velk. Later, she thanked him for her car.',
        "Ms Torin met Mr Velk. Later, Ms Torko thanked Mr Velk for Ms Torko's car.",
      ),
    ).toEqual([
      ['newWords', 'she', 'Ms Torko'],
      ['resolved', 'him', 'Mr Velk'],
      ['newWords', 'her', "Ms Torko's"],
    ])
  })

  test('a description begins after `that`, and its name stays whole', () => {
    expect(changes('Krorix Air fell. She said that the airline would pay.', 'Krorix Air fell. She said Krorix Air would pay.')).toEqual([
      ['changed', 'that ', ''],
      ['resolved', 'the airline', 'Krorix Air'],
    ])
  })

  test('a possessive stays with its name where a pronoun was left out', () => {
    expect(changes('John met Paul. He gave him his book.', "John met Paul. He gave John's book.")).toEqual([
      ['changed', 'him ', ''],
      ['resolved', 'his', "John's"],
    ])
  })

  test('shows the words that a good-looking rewrite left out', () => {
    expect(changes(market, rewritten)).toEqual([
      ['changed', 'The performance of ', ''],
      ['resolved', 'its', "Amazon's"],
      ['resolved', 'its', "Amazon's"],
      ['resolved', 'its', "Apple's"],
    ])
    expect(clusters(market, rewritten)).toEqual([
      ['Amazon', ['Amazon', 'its', 'its']],
      ['Apple', ['Apple', 'its']],
    ])
  })

  test('keeps neighbouring references apart', () => {
    expect(changes('John met Mary. He gave her his book.', "John met Mary. John gave Mary John's book.")).toEqual([
      ['resolved', 'He', 'John'],
      ['resolved', 'her', 'Mary'],
      ['resolved', 'his', "John's"],
    ])
  })

  test('a name and its unambiguous part are one entity', () => {
    const source = 'Maria Lopez met Tom Hall. She gave him her book.'
    expect(clusters(source, "Maria Lopez met Tom Hall. Maria gave Tom Maria Lopez's book.")).toEqual([
      ['Maria', ['Maria Lopez', 'She', 'her']],
      ['Tom', ['Tom Hall', 'him']],
    ])
  })

  test('a part that two names share is neither', () => {
    expect(clusters('John Smith met Mary Smith. He and Smith ran.', 'John Smith met Mary Smith. Smith and Smith ran.')).toEqual([
      ['Smith', ['He', 'Smith']],
    ])
  })

  test('two people are another entity than each of them', () => {
    const source = 'Ana and Tom left. They told her.'
    expect(clusters(source, 'Ana and Tom left. Ana and Tom told Ana.')).toEqual([
      ['Ana and Tom', ['Ana and Tom', 'They']],
      ['Ana', ['Ana', 'her']],
    ])
  })

  test('words that the source lacks are new words', () => {
    expect(changes('It said the tech giant won.', 'IBM said Microsoft won.')).toEqual([
      ['newWords', 'It', 'IBM'],
      ['newWords', 'the tech giant', 'Microsoft'],
    ])
  })

  test('a name that became another is changed text, and so are spelling and white space', () => {
    expect(changes('John met Mary and can’t go.\n', 'Mary met Mary and cannot go.')).toEqual([
      ['changed', 'John', 'Mary'],
      ['changed', 'can’t', 'cannot'],
      ['changed', '\n', ''],
    ])
  })

  test('an opened contraction belongs to its reference', () => {
    const source = "Tom ran because he's late."
    expect(changes(source, 'Tom ran because Tom is late.')).toEqual([['resolved', "he's", 'Tom is']])
    expect(clusters(source, 'Tom ran because Tom is late.')).toEqual([['Tom', ['Tom', 'he']]])
  })

  test('pronouns that stayed are left as is, but no reflexives and no quotations', () => {
    const source = 'John hurt himself. “He fell,” she said of him, and "it hurt."'
    expect(compare(source, source.replace('him,', 'John,')).leftAsIs).toEqual([{ start: 30, end: 33, text: 'she' }])
  })

  test('an unchanged text has no edits', () => {
    expect(compare('He left.', 'He left.')).toEqual({ edits: [], clusters: [], leftAsIs: [{ start: 0, end: 2, text: 'He' }] })
  })

  test('edits are exact, in order, and lead from one text to the other, whatever the texts', () => {
    const pieces = fc.constantFrom(
      'He',
      'his',
      'her',
      'it',
      "'s",
      ' ',
      '  ',
      '\n',
      'John',
      'Mary Lopez',
      'the firm',
      'the',
      'and',
      '.',
      '“',
      'is',
      "can't",
      'cannot',
      '東京',
      '\u200d',
      '👩‍👧',
    )
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(' ')),
      fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, text, (source, output) => {
        const compared = compare(source, output)
        let [position, outputPosition, applied] = [0, 0, '']
        for (const edit of compared.edits) {
          expect(edit.start).toBeGreaterThanOrEqual(position)
          expect(source.slice(edit.start, edit.end)).toBe(edit.before)
          expect(output.slice(edit.outputStart, edit.outputEnd)).toBe(edit.after)
          expect(source.slice(position, edit.start)).toBe(output.slice(outputPosition, edit.outputStart))
          expect(edit.cluster === null).toBe(edit.kind !== 'resolved')
          applied += source.slice(position, edit.start) + edit.after
          ;[position, outputPosition] = [edit.end, edit.outputEnd]
        }
        expect(applied + source.slice(position)).toBe(output)
        for (const { mentions } of compared.clusters)
          for (const { start, end, text: words } of mentions) expect(source.slice(start, end)).toBe(words)
        expect(rewrite.pick({ edits: true, clusters: true, leftAsIs: true }).safeParse(compared).success).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})
