import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgedExample } from '../../../../electron/core/evaluating/judged-example'
import type { JudgedOutput } from '../../../../electron/shared/scorecard'
import { labelWords } from '../../../../renderer/resolve/Reference'
import { judgedSegments } from '../../../../renderer/score/judged-segments'

const judged = async (source: string, gold: string, output: string) => {
  const example = await judgedExample({ source, gold, output })
  const own = example.outputs.find(({ system }) => system === 'output')
  if (own === undefined) throw new Error('It was not judged.')
  return { own, mentions: example.mentions }
}

describe('a judged rewrite', () => {
  it('is cut along its references and its other changes', async () => {
    const source = 'John met Mary. He gave her his book.'
    const { own, mentions } = await judged(
      source,
      "John met Mary. John gave Mary John's book.",
      "John met Mary. John kindly gave John Mary's book.",
    )
    const shown = judgedSegments(own, mentions).flatMap(({ text, kind, before }) => (kind === 'plain' ? [] : [[kind, before, text.trim()]]))
    expect(shown).toEqual([
      ['correct', 'He', 'John'],
      ['outside', '', 'kindly'],
      ['wrong', 'her', 'John'],
      ['wrong', 'his', "Mary's"],
    ])
  })

  it('says what is gone', async () => {
    const { own, mentions } = await judged('Mary left. She ran.', 'Mary left. Mary ran.', 'Mary left. ran.')
    expect(judgedSegments(own, mentions).filter(({ kind }) => kind === 'deleted')).toEqual([{ text: '', kind: 'deleted', before: 'She' }])
  })

  it('loses no character of the rewrite, whatever its spans', () => {
    const span = fc.tuple(fc.nat(30), fc.nat(8)).map(([start, length]) => ({ start, end: start + length }))
    fc.assert(
      fc.property(fc.string({ minLength: 40, maxLength: 60 }), fc.array(span), fc.array(span), (output, mentions, outside) => {
        const own: JudgedOutput = {
          system: 'output',
          output,
          finishReason: null,
          mentions: mentions.map((each) => ({ ...each, label: 'correct' })),
          outside: outside.map(({ start, end }) => ({ start: 0, end: 0, outputStart: start, outputEnd: end, before: '', after: '' })),
          perfect: false,
          inventsNames: false,
          preamble: false,
          outsideEdits: 0,
        }
        expect(
          judgedSegments(own, [])
            .map(({ text }) => text)
            .join(''),
        ).toBe(output)
      }),
    )
  })
})

it('counts labels in words', () => {
  expect(labelWords([])).toBe('Nothing to resolve')
  expect(labelWords(['correct', 'missed', 'correct', 'missed', 'form'])).toBe('2 of 5 right, 2 left as it was, 1 right entity, other form')
})
