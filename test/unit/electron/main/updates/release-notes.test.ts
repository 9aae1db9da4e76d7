// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { notesInWords } from '../../../../../electron/main/updates/release-notes'

describe('what a release says', () => {
  it.each<readonly [string, Parameters<typeof notesInWords>[0], string]>([
    ['nothing', null, ''],
    ['an empty text', ' \n ', ''],
    ['plain words', 'Faster.\r\nSmaller.', 'Faster.\nSmaller.'],
    ['a list', '<h2>New</h2><ul><li>Faster</li><li class="x">A &amp; B</li></ul>', 'New\n\n• Faster\n• A & B'],
    ['a script', 'a<script>alert(1)</script>b', 'aalert(1)b'],
    ['less than', '1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['something hidden', 'a\u202egnp.exe\u200bb\u0007', 'agnp.exeb'],
    [
      'several versions',
      [
        { version: '0.3.0', note: 'C' },
        { version: '0.2.0', note: null },
      ],
      '0.3.0\nC\n\n0.2.0',
    ],
  ])('is plain: %s', (_, notes, words) => expect(notesInWords(notes)).toBe(words))

  it('is cut at a word after 1200 letters', () => {
    const words = notesInWords('word '.repeat(1_000_000))
    expect([words.length <= 1202, words.endsWith('word …')]).toEqual([true, true])
  })

  it('takes no time over what is made to take it', () => {
    expect(notesInWords('<'.repeat(1_000_000)).length).toBeLessThan(1300)
    expect(notesInWords('<li '.repeat(300_000)).length).toBeLessThan(1300)
  })
})
