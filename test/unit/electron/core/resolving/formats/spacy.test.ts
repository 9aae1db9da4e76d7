import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type SpacyDocument, spacy, spacyDocument } from '../../../../../../electron/core/resolving/formats/spacy'
import { cutText } from '../../../../../../electron/core/resolving/formats/spacy-tokens'
import { runPythonScript } from '../../python-script'
import { anyDocument, resolvedDocument } from './resolved-texts'

/** What spaCy says of a document it loaded. */
type Loaded = {
  readonly text: string
  readonly sentences: readonly string[]
  readonly clusters: Readonly<Record<string, readonly (readonly [text: string, label: string])[]>>
  readonly written: unknown
  readonly resolved: string
}

describe('documents for spaCy', () => {
  const source = '🎉 Ann met Bob Lee.\r\n“He” thanked her😀. Then she left, 日本!'
  const output = '🎉 Ann met Bob Lee.\r\n“Bob Lee” thanked Ann😀. Then Ann left, 日本!'
  const documents = [
    resolvedDocument(source, output),
    resolvedDocument('', ''),
    resolvedDocument(' \n', ' \n'),
    resolvedDocument(' Ann left.  She ran. \r\n\r\n She sat.', ' Ann left.  Ann ran. \r\n\r\n Ann sat.'),
    ...fc.sample(anyDocument, { numRuns: 200, seed: 11 }),
  ]
  let loaded: readonly Loaded[] = []

  // The real spaCy loads the lines, each as it stands, and writes them again.
  beforeAll(async () => {
    loaded = (await runPythonScript('spacy_documents.py', { lines: spacy(documents) })) as readonly Loaded[]
  })

  test('are loaded with their text, sentences and clusters, and take the resolved text along', () => {
    expect(loaded[0]).toMatchObject({
      text: source,
      sentences: ['🎉 Ann met Bob Lee.\r\n', '“He” thanked her😀.', 'Then she left, 日本!'],
      clusters: {
        coref_clusters_1: [
          ['Ann', 'Ann'],
          ['her', 'Ann'],
          ['she', 'Ann'],
        ],
        coref_clusters_2: [
          ['Bob Lee', 'Bob Lee'],
          ['He', 'Bob Lee'],
        ],
      },
      resolved: output,
    })
  })

  test('are written by spaCy as they were written here', () => {
    expect(loaded).toHaveLength(documents.length)
    for (const [place, document] of documents.entries())
      expect(loaded[place]?.written, JSON.stringify(document.source)).toEqual(written(spacyDocument(document)))
  })

  test('have tokens that end and begin where a mention does', () => {
    const text = 'AnnLee ran. 😀her'
    const { tokens } = cutText(text, [
      { start: 0, end: 3 },
      { start: 14, end: 17 },
    ])
    expect(tokens.map(({ start, end }) => text.slice(start, end))).toEqual(['Ann', 'Lee', 'ran', '.', '😀', 'her'])
  })

  test('have every character in a token or as the space behind one', () => {
    fc.assert(
      fc.property(anyDocument, ({ source: text }) => {
        const { tokens, sentences } = cutText(text, [])
        let from = 0
        for (const { start, end } of tokens) {
          expect(['', ' ']).toContain(text.slice(from, start))
          expect(start).toBeLessThan(end)
          from = end
        }
        expect(['', ' ']).toContain(text.slice(from))
        expect(sentences.at(0)?.start).toBe(tokens.at(0)?.start)
        expect(sentences.at(-1)?.end).toBe(tokens.at(-1)?.end)
      }),
    )
  })
})

/** What `to_json` gives of a document: nothing of what is beside the Doc, nor spans where there are none. */
function written({ text, tokens, spans, sents }: SpacyDocument): unknown {
  return { text, tokens, sents, ...(Object.keys(spans).length > 0 && { spans }), ...(text === '' && { ents: [] }) }
}
