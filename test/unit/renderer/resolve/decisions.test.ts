import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compare } from '../../../../electron/core/alignment/edits'
import type { Rewrite, RewritePart } from '../../../../electron/shared/resolution'
import { entitiesOf } from '../../../../renderer/marks/entities'
import { outputSegments } from '../../../../renderer/marks/marks'
import {
  type Decision,
  type Decisions,
  decided,
  nextOpen,
  noDecisions,
  partsAsLeft,
  withDecision,
} from '../../../../renderer/resolve/decisions'
import { noFigures } from '../figures'

const rewriteOf = (source: string, output: string): Rewrite => ({
  side: 'tuned',
  output,
  finishReason: 'stop',
  parts: null,
  figures: noFigures,
  answeredBy: null,
  ...compare(source, output),
})

const source = 'The news of Paul is here. He met Andy, and he gave him his book.'
const output = 'Paul is here. Paul met Andy, and Paul gave Andy Paul’s book.'
const rewrite = rewriteOf(source, output)
const at = (before: string) => rewrite.edits.findIndex((edit) => edit.before === before)

describe('a rewrite that a person decides about', () => {
  it('is the model’s while nothing is decided, and the source’s when all is taken back', () => {
    const words = fc.array(fc.constantFrom('He', 'Paul', 'she', 'his', 'Anna’s', 'and', '.', 'the firm', '👩‍👧', ' ', '\n'), {
      maxLength: 20,
    })
    const text = words.map((list) => list.join(' '))
    fc.assert(
      fc.property(text, text, (from, to) => {
        const given = rewriteOf(from, to)
        expect(decided(from, given, noDecisions).output).toBe(to)
        const undone: Decisions = new Map(given.edits.map((_, place) => [place, { kind: 'undone' }]))
        expect(decided(from, given, undone).output).toBe(from)
      }),
    )
  })

  it('has the words of every decision at the offsets that it says', () => {
    const decision: fc.Arbitrary<Decision> = fc.oneof(
      fc.constant({ kind: 'accepted' } as const),
      fc.constant({ kind: 'undone' } as const),
      fc.string().map((text) => ({ kind: 'corrected', text }) as const),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(rewrite.edits.length - 1), decision)), (given) => {
        const left = decided(source, rewrite, new Map(given))
        for (const { outputStart, outputEnd, after } of left.edits) expect(left.output.slice(outputStart, outputEnd)).toBe(after)
        const shown = outputSegments(left, entitiesOf([left])).filter(({ mark }) => mark.kind !== 'dropped')
        expect(
          shown
            .map(({ text }) => text)
            .join('')
            .replaceAll('⟨+⟩', ''),
        ).toBe(left.output)
      }),
    )
  })

  it('shows what was taken back and what was written instead', () => {
    const left = decided(
      source,
      rewrite,
      new Map<number, Decision>([
        [at('He'), { kind: 'undone' }],
        [at('him'), { kind: 'corrected', text: 'Andrew' }],
      ]),
    )
    expect(left.output).toBe('Paul is here. He met Andy, and Paul gave Andrew Paul’s book.')
    const marks = outputSegments(left, entitiesOf([left])).map(({ text, mark }) => `${mark.kind}: ${text}`)
    expect(marks).toContain('undone: He')
    expect(marks).toContain('corrected: Andrew')
  })

  it('is decided about change by change', () => {
    const one = withDecision(noDecisions, 1, { kind: 'accepted' })
    expect(nextOpen(3, one, 0)).toBe(2)
    expect(nextOpen(3, one, 2)).toBe(0)
    expect(nextOpen(2, withDecision(one, 0, { kind: 'undone' }), 0)).toBeNull()
    expect(withDecision(one, 1, null).size).toBe(0)
    expect(nextOpen(0, noDecisions, 0)).toBeNull()
  })
})

describe('the parts of a long text', () => {
  const askedIn = (texts: readonly (readonly [string, string])[]): { readonly source: string; readonly rewrite: Rewrite } => {
    let [source, output] = ['', '']
    const parts: RewritePart[] = texts.map(([from, to]) => {
      const [start, outputStart] = [source.length, output.length]
      source += from
      output += to
      return { start, end: source.length, outputStart, outputEnd: output.length, state: 'resolved' }
    })
    return { source, rewrite: { ...rewriteOf(source, output), parts, ...compare(source, output, parts) } }
  }
  const slices = (rewritten: string, parts: readonly RewritePart[] | null) =>
    parts?.map(({ outputStart, outputEnd }) => rewritten.slice(outputStart, outputEnd))

  it('have the places of the text as it was left', () => {
    const { source, rewrite } = askedIn([
      ['Anna came in. She sat. ', 'Anna came in. Anna sat. '],
      ['Paul left. He ran.', 'Paul left. Paul ran.'],
    ])
    const at = (before: string) => rewrite.edits.findIndex((edit) => edit.before === before)
    const left = decided(
      source,
      rewrite,
      new Map([
        [at('She'), { kind: 'corrected', text: 'Anna from the north' }],
        [at('He'), { kind: 'undone' }],
      ]),
    )
    expect(slices(left.output, partsAsLeft(rewrite, left))).toEqual(['Anna came in. Anna from the north sat. ', 'Paul left. He ran.'])
    expect(partsAsLeft({ ...rewrite, parts: null }, left)).toBeNull()
  })

  it('hold all of the text without a gap, whatever was written and decided', () => {
    const words = fc
      .array(fc.constantFrom('He', 'Paul', 'his', 'Anna’s', 'the firm', '.', ' ', ''), { maxLength: 6 })
      .map((list) => list.join(' '))
    const decision: fc.Arbitrary<Decision> = fc.oneof(
      fc.constant({ kind: 'undone' } as const),
      fc.string().map((text) => ({ kind: 'corrected', text }) as const),
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(words, words), { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(fc.nat(20), decision)),
        (texts, given) => {
          const { source, rewrite } = askedIn(texts)
          const left = decided(source, rewrite, new Map(given))
          expect(slices(left.output, partsAsLeft(rewrite, left))?.join('')).toBe(left.output)
        },
      ),
    )
  })
})
