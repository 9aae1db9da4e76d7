import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wellFormed } from '../../../../../../electron/core/files/well-formed'
import { codePointOffsets } from '../../../../../../electron/core/resolving/formats/code-points'
import { type JsonDocument, json, jsonDocument } from '../../../../../../electron/core/resolving/formats/json'
import { answerAbout, anyDocument, resolvedDocument } from './resolved-texts'

const parsed = (text: string): JsonDocument => JSON.parse(text) as JsonDocument

describe('the format json', () => {
  const source = '🎉 Amazon fell. Its cloud unit lost, and it laid off people.'
  const output = "🎉 Amazon fell. Amazon's cloud unit lost, and it laid off people."

  test('says the unit of its offsets and where its clusters are from', () => {
    expect(parsed(json([resolvedDocument(source, output)]))).toMatchObject({
      format: 'antecedent/resolution',
      version: 1,
      id: 'news.txt',
      offsets: 'unicode code points',
      clusters_from: 'rewrite',
      source,
      resolved_text: output,
    })
  })

  test('names the antecedent, and of a resolved mention the edit, the answer and the weights', () => {
    const [cluster] = parsed(json([resolvedDocument(source, output)])).clusters
    expect(cluster).toEqual({
      id: 1,
      name: 'Amazon',
      main: { start: 2, end: 8, text: 'Amazon' },
      mentions: [
        { start: 2, end: 8, text: 'Amazon' },
        {
          start: 15,
          end: 18,
          text: 'Its',
          resolved: "Amazon's",
          provenance: { edit: 0, answer: 0, weights: 'best', decision: null },
        },
      ],
    })
  })

  test('lists edits in both texts, pronouns that were kept, and who answered', () => {
    const document = parsed(json([resolvedDocument(source, output)]))
    expect(document.edits).toEqual([
      {
        start: 15,
        end: 18,
        before: 'Its',
        after: "Amazon's",
        output_start: 15,
        output_end: 23,
        kind: 'resolved',
        cluster: 1,
        provenance: { answer: 0, weights: 'best', decision: null },
      },
    ])
    expect(document.left_as_is).toEqual([{ start: 40, end: 42, text: 'it' }])
    expect(document.answers).toEqual([
      {
        start: 0,
        end: [...source].length,
        model: { ref: { kind: 'demo' }, name: 'Demo' },
        run: { id: 'r-1', name: 'Market news' },
        weights: 'best',
        step: 400,
        adapter: { sha256_prefix: '0123456789abcdef', scale: 1 },
        whole: true,
      },
    ])
  })

  test('tells which part of a long text an edit is from', () => {
    const text = 'Ann left. She ran. Bob came. He sat.'
    const parts = [
      answerAbout(text, { end: 18 }),
      answerAbout(text, { start: 18, weights: 'base', run: null, adapter: null, finishReason: 'length' }),
    ]
    const { edits, answers } = jsonDocument(resolvedDocument(text, 'Ann left. Ann ran. Bob came. Bob sat.', { answers: parts }))
    expect(edits.map(({ provenance }) => [provenance.answer, provenance.weights])).toEqual([
      [0, 'best'],
      [1, 'base'],
    ])
    expect(answers.map(({ whole }) => whole)).toEqual([true, false])
  })

  test('tells which parts are left as they were, since no answer was a rewrite of them', () => {
    const [first, second] = ['𝒜nn left. She ran. ', 'Bob came. He sat.']
    const parts = [
      { start: 0, end: first.length, outputStart: 0, outputEnd: first.length, state: 'garbled' },
      { start: first.length, end: 37, outputStart: first.length, outputEnd: 38, state: 'resolved' },
    ] as const
    const { garbled, edits } = jsonDocument(resolvedDocument(first + second, `${first}Bob came. Bob sat.`, { parts }))
    expect(garbled).toEqual([{ start: 0, end: 19, text: first }])
    expect(edits.map(({ before }) => before)).toEqual(['He'])
  })

  test('tells what a person wrote and what a person undid', () => {
    const text = 'Ann met Bob Lee. She thanked him, and he left.'
    const { edits, undone } = jsonDocument(
      resolvedDocument(text, 'Ann met Bob Lee. Ann thanked Bob Lee, and he left.', {
        decisions: [
          { start: 17, end: 20, kind: 'accepted' },
          { start: 29, end: 32, kind: 'corrected' },
          { start: 38, end: 40, kind: 'undone' },
        ],
      }),
    )
    expect(edits.map(({ before, provenance }) => [before, provenance.decision])).toEqual([
      ['She', 'accepted'],
      ['him', 'corrected'],
    ])
    expect(undone).toEqual([{ start: 38, end: 40, text: 'he' }])
  })

  test('is one line a document, whatever is in it', () => {
    const lines = json([resolvedDocument('Ann.\r\nShe\u2028ran.\u0085', 'Ann.\r\nAnn\u2028ran.\u0085'), resolvedDocument('', '')])
    expect(lines.split(/\r\n|[\n\r\u0085\u2028\u2029]/)).toHaveLength(3)
    expect(lines.endsWith('\n')).toBe(true)
  })

  test('every offset slices to its text, in code points here and in UTF-16 units in the comparison', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const { source, output, clusters, edits, leftAsIs } = document
        for (const { start, end, text } of [...clusters.flatMap(({ mentions }) => mentions), ...leftAsIs])
          expect(source.slice(start, end)).toBe(text)
        for (const edit of edits) {
          expect(source.slice(edit.start, edit.end)).toBe(edit.before)
          expect(output.slice(edit.outputStart, edit.outputEnd)).toBe(edit.after)
        }
        const written = parsed(json([document]))
        const [characters, outputCharacters] = [Array.from(written.source), Array.from(written.resolved_text)]
        const slice = (all: readonly string[], start: number, end: number) => all.slice(start, end).join('')
        for (const { main, mentions } of written.clusters) {
          expect(mentions.map(({ start, end, text }) => ({ start, end, text }))).toContainEqual(main)
          for (const { start, end, text } of mentions) expect(slice(characters, start, end)).toBe(text)
        }
        for (const { start, end, text } of written.left_as_is) expect(slice(characters, start, end)).toBe(text)
        for (const edit of written.edits) {
          expect(slice(characters, edit.start, edit.end)).toBe(edit.before)
          expect(slice(outputCharacters, edit.output_start, edit.output_end)).toBe(edit.after)
        }
        expect(written.source).toBe(wellFormed(source))
        expect(written.answers[0]?.end).toBe(codePointOffsets(source)(source.length))
      }),
    )
  })

  test('putting each `after` for its `before` gives the resolved text', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const { source, resolved_text, edits } = jsonDocument(document)
        const characters = Array.from(source)
        let [text, from] = ['', 0]
        for (const { start, end, after } of edits) {
          text += characters.slice(from, start).join('') + after
          from = end
        }
        expect(text + characters.slice(from).join('')).toBe(resolved_text)
      }),
    )
  })
})
