import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clustersOf, type Resolution } from '../../../../../electron/core/alignment/clusters'
import { compare } from '../../../../../electron/core/alignment/edits'
import { indexText } from '../../../../../electron/core/alignment/phrases'
import { tokenize } from '../../../../../electron/core/alignment/tokens'
import { slowClusters } from './slow-clusters'

const words = [
  'Ann',
  'ann',
  'Ann Lee',
  'Lee',
  'Mr Lee',
  'the river',
  'the',
  'a',
  'River',
  'river',
  'Amazon River',
  'met',
  'and',
  '.',
  ',',
  "'s",
  '7',
]
const text = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 30 }).map((chosen) => chosen.join(' '))
const range = fc.record({ from: fc.nat(29), length: fc.integer({ min: 1, max: 3 }) })

describe('clusters', () => {
  test('hold what looking at every place for every reference finds', () => {
    fc.assert(
      fc.property(text, fc.array(fc.tuple(range, range), { maxLength: 12 }), (source, chosen) => {
        const tokens = tokenize(source)
        const within = ({ from, length }: { from: number; length: number }) => {
          const start = from % tokens.length
          return { from: start, to: Math.min(tokens.length, start + length) }
        }
        const resolutions = chosen.map(([reference, named]): Resolution => {
          const [own, target] = [within(reference), within(named)]
          return {
            piece: { ...own, outputFrom: 0, outputTo: 0, role: 'pronoun' },
            target: tokens.slice(target.from, target.to),
            reference: own,
          }
        })
        expect(clustersOf(source, indexText(tokens), resolutions)).toEqual(slowClusters(source, tokens, resolutions))
      }),
      { numRuns: 500 },
    )
  })

  test('are found in the longest text that is resolved at once, whoever comes again and again in it', () => {
    const source = 'Ann came home. She left. '.repeat(8_000)
    const { clusters, edits } = compare(source, source.replaceAll('She', 'Ann'))
    expect(clusters.map(({ name, mentions }) => [name, mentions.length])).toEqual([['Ann', 16_000]])
    expect(edits.length).toBe(8_000)
  })
})

describe('texts that are compared part by part', () => {
  const parts = (pieces: readonly (readonly [string, string])[]) => {
    let [start, outputStart] = [0, 0]
    return pieces.map(([before, after]) => {
      const part = { start, end: start + before.length, outputStart, outputEnd: outputStart + after.length }
      ;[start, outputStart] = [part.end, part.outputEnd]
      return part
    })
  }

  test('know the names of all of it, and differ by what differs in each part', () => {
    const pieces = [
      ['Ann Lee met Bob. ', 'Ann Lee met Bob. '],
      ['She thanked him. ', 'Ann Lee thanked Bob. '],
      ['He left.', 'Bob left.'],
    ] as const
    const [source, output] = [pieces.map(([before]) => before).join(''), pieces.map(([, after]) => after).join('')]
    expect(compare(source, output, parts(pieces))).toEqual(compare(source, output))
  })

  test('give the rewrite from the source and its edits, wherever the parts end', () => {
    const piece = fc.tuple(text, text)
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 5 }),
        fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { minLength: 1, maxLength: 4 }),
        (pieces, cuts) => {
          const [source, output] = [pieces.map(([before]) => before).join(' '), pieces.map(([, after]) => after).join('\n')]
          const ends = (side: 0 | 1, length: number) => [...cuts.map((cut) => Math.min(cut[side], length)).sort((a, b) => a - b), length]
          const [sourceEnds, outputEnds] = [ends(0, source.length), ends(1, output.length)]
          const divided = sourceEnds.map((end, place) => ({
            start: sourceEnds[place - 1] ?? 0,
            end,
            outputStart: outputEnds[place - 1] ?? 0,
            outputEnd: outputEnds[place] ?? 0,
          }))
          let [made, from] = ['', 0]
          for (const { start, end, after } of compare(source, output, divided).edits) {
            made += source.slice(from, start) + after
            from = end
          }
          expect(made + source.slice(from)).toBe(output)
        },
      ),
      { numRuns: 500 },
    )
  })
})
