import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tokenize } from '../../../../../electron/core/alignment/tokens'
import { goldText } from '../../../../../electron/core/scoring/gold'
import { scoreOutput } from '../../../../../electron/core/scoring/score'
import { slowReading } from './slow-alignment'

/** Small texts of names of one word each. */
const names = ['John', 'Mary', 'Acme']
const fillers = ['walked', 'slowly', 'painted', 'gladly', 'blue', 'letters']
const reference = fc
  .record({ word: fc.constantFrom('he', 'his', 'it', 'its'), name: fc.constantFrom(...names) })
  .map(({ word, name }) => ({ source: word, gold: word === 'his' || word === 'its' ? `${name}'s` : name }))
const text = fc
  .record({
    references: fc.array(reference, { minLength: 1, maxLength: 3 }),
    words: fc.shuffledSubarray(fillers, { minLength: 4, maxLength: 6 }),
  })
  .map(({ references, words }) => {
    const opening = 'then John saw Mary near Acme and'
    const parts = words.map((word, place) => ({ word, reference: references[place] }))
    const write = (side: 'source' | 'gold') =>
      [opening, ...parts.flatMap((part) => (part.reference === undefined ? [part.word] : [part.word, part.reference[side]]))].join(' ')
    return { source: write('source'), gold: write('gold'), references: references.length }
  })
const word = fc.constantFrom(...names, ...fillers, 'he', 'his', 'it', "Mary's", "Acme's", 'zebra', 'Zed')
const change = fc.record({ kind: fc.constantFrom('put', 'leave', 'add'), place: fc.nat(), word })

test('labels and outside edits are those of a cheapest reading, as a second implementation finds them all', () => {
  fc.assert(
    fc.property(text, fc.boolean(), fc.array(change, { maxLength: 5 }), ({ source, gold, references }, fromGold, changes) => {
      const written = goldText(source, gold)
      fc.pre(written.alignment.mentions.length === references && written.alignment.variants.length === 0)
      const words = (fromGold ? gold : source).split(' ')
      for (const { kind, place, word: drawn } of changes)
        words.splice(place % (words.length + 1), kind === 'add' ? 0 : 1, ...(kind === 'leave' ? [] : [drawn]))
      const output = words.join(' ')
      const scored = scoreOutput(written, output)
      const slow = slowReading(
        written.alignment,
        tokenize(output).map(({ key }) => key),
        new Set(names),
      )
      expect([...slow.results]).toContain(`${scored.labels.join(' ')};${scored.outsideEdits}`)
    }),
    { numRuns: 400 },
  )
})
