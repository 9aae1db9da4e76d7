import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { wellFormed } from '../../../../../../electron/core/files/well-formed'
import { htmlPage } from '../../../../../../electron/core/resolving/formats/html-page'
import type { ResolvedDocument } from '../../../../../../electron/core/resolving/formats/resolved-document'
import { answerAbout, anyDocument, resolvedDocument } from './resolved-texts'

const textOf = (page: string) => /<div class="text" dir="auto">([\s\S]*?)<\/div>/.exec(page)?.[1] ?? ''
const characters: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
const plain = (html: string) => html.replace(/<[^>]*>/g, '').replace(/&\w+;|&#39;/g, (entity) => characters[entity] ?? '?')
/** What is left of a text in HTML. */
const shown = (text: string) =>
  wellFormed(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[\p{Cc}]/gu, (c) => (c === '\n' || c === '\t' ? c : '\ufffd'))

describe('the format html', () => {
  test('marks entities by number and hue, and strikes what was replaced', () => {
    const page = htmlPage([resolvedDocument('Ann met Bob. He thanked her, she said.', 'Ann met Bob. Bob thanked Ann, she said.')])
    expect(textOf(page)).toBe(
      '<mark class="e1" title="stands for Ann">Ann</mark><sup>1</sup> met <mark class="e2" title="stands for Bob">Bob</mark><sup>2</sup>. ' +
        '<del>He</del> <ins class="e2" title="was “He”, stands for Bob">Bob</ins><sup>2</sup> thanked ' +
        '<del>her</del> <ins class="e1" title="was “her”, stands for Ann">Ann</ins><sup>1</sup>, ' +
        '<mark class="kept" title="left as it is">she</mark> said.',
    )
    expect(page).toContain('<li><mark class="e1">Ann</mark><sup>1</sup>, 1 of 2 mentions rewritten</li>')
  })

  test('tells apart new words and other changes without colour', () => {
    const text = textOf(htmlPage([resolvedDocument('Ann left. She really ran.', 'Ann left. Google ran.')]))
    expect(text).toContain('<ins class="new-words" title="was “She”; the text has no such name">Google</ins><sup>?</sup>')
    expect(text).toContain('<del>really </del>')
  })

  test('doubles the line of the seventh entity, which takes the first hue again', () => {
    const people = ['Ann', 'Bob', 'Cid', 'Dan', 'Eve', 'Fay', 'Gus']
    const page = htmlPage([
      resolvedDocument(
        people.map((name) => `${name} left. Then he ran.`).join(' '),
        people.map((name) => `${name} left. Then ${name} ran.`).join(' '),
      ),
    ])
    expect(page).toContain('<mark class="e1 doubled">Gus</mark><sup>7</sup>')
  })

  test('says who answered, and of an answer that it is not whole', () => {
    const text = 'Ann left. She ran.'
    const page = htmlPage([resolvedDocument(text, 'Ann left. Ann ran.', { answers: [answerAbout(text, { finishReason: 'length' })] })])
    expect(page).toContain(
      '<p class="facts">1 reference resolved by Market news, best checkpoint, step 400, on Demo. The answer was cut at its limit: it is not whole.</p>',
    )
  })

  test('says which parts are left as they were', () => {
    const text = 'Ann left. She ran. Bob came.'
    const parts = [
      { start: 0, end: 19, outputStart: 0, outputEnd: 19, state: 'garbled' },
      { start: 19, end: 28, outputStart: 19, outputEnd: 28, state: 'copied' },
    ] as const
    expect(htmlPage([resolvedDocument(text, text, { parts })])).toContain(
      '1 of its 2 parts are left as they were, since what the model made of them was no rewrite: “Ann left. She ran.”.',
    )
  })

  test('puts several documents on one page, each under its name', () => {
    const page = htmlPage([resolvedDocument('Ann ran.', 'Ann ran.'), resolvedDocument('Bob ran.', 'Bob ran.', { id: '<b>' })])
    expect(page.match(/<article aria-labelledby="document-\d"/g)).toHaveLength(2)
    expect(page).toContain('<h2 id="document-2" dir="auto">&lt;b&gt;</h2>')
  })

  test('runs and loads nothing, whatever the text says', () => {
    const hostile = `Ann said </div><script>alert(1)</script> "><img src=x onerror=alert(1)>. She ran.`
    const page = htmlPage([resolvedDocument(hostile, hostile.replace('She', 'Ann'), { id: '</title><script>' })])
    expect(page).not.toMatch(/<script|<img|<link|<iframe|url\(|@import/i)
    expect(page).toContain("default-src 'none'")
  })

  test('without what was struck and the signs it reads as the resolved text, and with them alone as the source', () => {
    fc.assert(
      fc.property(anyDocument, (document: ResolvedDocument) => {
        const marked = textOf(htmlPage([document])).replace(/<sup>.*?<\/sup>/g, '')
        expect(marked).not.toMatch(/<(?!\/?(?:mark|ins|del)\b)/)
        const rewritten = marked.replace(/<del>[^<]*<\/del> (?=<ins)/g, '').replace(/<del>[^<]*<\/del>/g, '')
        expect(plain(rewritten)).toBe(shown(document.output))
        const original = marked.replace(/<\/del> <ins/g, '</del><ins').replace(/<ins[^>]*>[^<]*<\/ins>/g, '')
        // Added or removed white space alone is not struck.
        if (document.edits.every(({ before }) => before === '' || before.trim() !== ''))
          expect(plain(original)).toBe(shown(document.source))
      }),
    )
  })
})
