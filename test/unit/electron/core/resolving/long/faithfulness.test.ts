import { describe, expect, it } from 'vitest'
import { judgeAnswer } from '../../../../../../electron/core/resolving/long/faithfulness'

const source =
  'Microsoft bought Nuance in March of that year. The tech giant said its cloud unit would use it at once. Ann Lee welcomed the news, and she told her team.'

describe('an answer', () => {
  it.each<[string, string]>([
    ['is the text', source],
    [
      'resolves its references',
      source
        .replace('The tech giant said its', 'Microsoft said Microsoft’s')
        .replace('use it', 'use Nuance')
        .replace('she told her', 'Ann Lee told Ann Lee’s'),
    ],
    ['names somebody else', source.replace('she told her', 'Google told Dr. J. Smith’s')],
    ['leaves out a word and spells another one otherwise', source.replace('at once', 'now').replace('that year', 'the year')],
  ])('is taken that %s', (_, output) => {
    expect(judgeAnswer(source, output, 'stop')).toEqual({ taken: output, fault: null })
  })

  it.each<[string, string, string]>([
    ['has no words', ' \n', 'empty'],
    ['is far too short', 'Microsoft.', 'length'],
    ['is far too long', `${source} ${source} ${source}`, 'length'],
    ['leaves out a sentence', source.replace('The tech giant said its cloud unit would use it at once. ', ''), 'unfaithful'],
    ['says a sentence twice', source.replace('Ann Lee welcomed', 'It would use it at once. Ann Lee welcomed'), 'added'],
    ['begins with other words', `Here is the rewritten text that you asked for: ${source}`, 'added'],
    [
      'says it in other words',
      source.replace(/\b(\w)(\w+)\b/g, (word, _first, _rest, at: number) => (at % 2 ? word : 'some')),
      'unfaithful',
    ],
  ])('is not taken that %s', (_, output, fault) => {
    expect(judgeAnswer(source, output, 'stop')).toEqual({ fault })
  })

  it('is not taken that was cut, whatever it says', () => {
    expect(judgeAnswer(source, source, 'length')).toEqual({ fault: 'cut' })
  })

  it('keeps the space of its text around names', () => {
    expect(judgeAnswer('Ann left.\n\nShe ran.\n\nShe hid.', 'Ann left. Ann ran. Ann hid.', 'stop')).toEqual({
      taken: 'Ann left.\n\nAnn ran.\n\nAnn hid.',
      fault: null,
    })
  })
})
