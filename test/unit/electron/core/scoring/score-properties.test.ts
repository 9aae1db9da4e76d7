import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { scorecard, scoreExample } from '../../../../../electron/core/scoring/score'
import { scorecard as schema } from '../../../../../electron/shared/scorecard'

/** Texts whose gold rewrite is certain: names, pronouns and descriptions between words that occur nowhere else. */
const names = ['John Hale', 'Mary', 'Norvik Line', 'Dr. Abe Oz', 'AT&T', 'Ms Torin']
const filler = fc.constantFrom('walked', 'slowly', 'into', 'blue', 'town', 'gave', '.', ',', 'with', 'a', 'letter', '2021')
const reference = fc
  .record({
    word: fc.constantFrom('he', 'her', 'it', 'its', 'their', 'them', 'the small firm', 'this firm'),
    name: fc.constantFrom(...names),
  })
  .map(({ word, name }) => ({ source: word, gold: word === 'its' || word === 'their' ? `${name}'s` : name }))
const plain = filler.map((word) => ({ source: word, gold: word }))
const example = fc
  .array(fc.tuple(reference, fc.array(plain, { minLength: 1, maxLength: 6 })), { minLength: 1, maxLength: 8 })
  .map((groups) => {
    const parts = groups.flatMap(([mention, words]) => [mention, ...words])
    const opening = `${names.join(', ')} met.`
    return {
      source: [opening, ...parts.map((part) => part.source)].join(' '),
      gold: [opening, ...parts.map((part) => part.gold)].join(' '),
      mentions: groups.length,
    }
  })
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(
      fc.constantFrom('He', 'it', 'its', 'John', "'s", 'the', 'firm', 'and', '.', '"', 'is', '東京で', 'مرحبا', '👩‍👧', '\n', 'Acme'),
      { maxLength: 20 },
    )
    .map((words) => words.join(' ')),
)

describe('scoring', () => {
  test('gold as output is perfect', () => {
    fc.assert(
      fc.property(example, ({ source, gold, mentions }) => {
        const scored = scoreExample({ source, gold, output: gold })
        expect(scored.labels).toEqual(Array.from({ length: mentions }, () => 'correct'))
        expect(scored).toMatchObject({ outsideEdits: 0, perfect: true, clean: true })
      }),
    )
  })

  test('source as output misses everything and is clean', () => {
    fc.assert(
      fc.property(example, ({ source, gold, mentions }) => {
        const scored = scoreExample({ source, gold, output: source })
        expect(scored.labels).toEqual(Array.from({ length: mentions }, () => 'missed'))
        expect(scored).toMatchObject({ outsideEdits: 0, perfect: false, clean: true })
      }),
    )
  })

  test('one added word is one outside edit and changes no label', () => {
    fc.assert(
      fc.property(example, fc.nat(), ({ source, gold, mentions }, place) => {
        const words = gold.split(' ')
        const opening = names.join(', ').split(' ').length + 1
        // Inside a name of two words the addition would belong to the name; before a point, the point could as well be that of “Dr.”.
        const places = words.map((_, index) => index).filter((index) => index >= opening && /^[a-z,]/.test(words[index] ?? ''))
        const at = places[place % places.length] ?? words.length
        const scored = scoreExample({ source, gold, output: [...words.slice(0, at), 'zebra', ...words.slice(at)].join(' ') })
        expect(scored.labels).toEqual(Array.from({ length: mentions }, () => 'correct'))
        expect(scored).toMatchObject({ outsideEdits: 1, outsideHunks: 1, perfect: false, clean: false })
      }),
    )
  })

  test('never throws, labels every mention and stays in range, whatever the texts', () => {
    fc.assert(
      fc.property(anyText, anyText, anyText, (source, gold, output) => {
        const scored = scoreExample({ source, gold, output })
        expect(scored.labels.length).toBe(scored.mentions.length)
        for (const mention of scored.mentions) expect(source.slice(mention.start, mention.end)).toBe(mention.text)
        expect(schema.safeParse(scorecard([scored])).success).toBe(true)
      }),
      { numRuns: 400 },
    )
  })

  test('any gold rewrite scores perfectly against itself', () => {
    fc.assert(
      fc.property(anyText, anyText, (source, gold) => {
        const scored = scoreExample({ source, gold, output: gold })
        expect(scored).toMatchObject({ outsideEdits: 0, perfect: true })
        expect(scored.labels.every((label) => label === 'correct')).toBe(true)
      }),
      { numRuns: 400 },
    )
  })
})

describe('long texts', () => {
  const sentence = 'In spring Norvik Line told John Hale that the firm would sell its ships because he disliked them. '
  const rewritten =
    'In spring Norvik Line told John Hale that Norvik Line would sell Norvik Line’s ships because John Hale disliked ships. '

  test('2,000 tokens are aligned in full', () => {
    const [source, gold] = [sentence.repeat(105), rewritten.repeat(105)]
    const scored = scoreExample({ source, gold, output: gold.replaceAll('dislik', 'lov') })
    expect(scored.labels.every((label) => label === 'correct')).toBe(true)
    expect(scored.outsideEdits).toBe(105)
  })

  test('6,000 tokens fall back to a band and keep their labels', () => {
    const [source, gold] = [sentence.repeat(300), rewritten.repeat(300)]
    const scored = scoreExample({ source, gold, output: source })
    expect(scored.labels.length).toBe(1_200)
    expect(scored.labels.every((label) => label === 'missed')).toBe(true)
  })
})
