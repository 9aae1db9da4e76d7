import { describe, expect, it } from 'vitest'
import { cutContext } from '../../../../../../electron/core/resolving/long/context-cut'

const context = 'Ann Lee met Bob at the old market. Ann bought a lamp.'
const text = 'She sold it to him.'
const cut = (output: string) => cutContext(context, ' ', text, output)

describe('the answer behind a context', () => {
  it.each<[string, string, string]>([
    ['the context word by word', `${context} Ann sold the lamp to Bob.`, 'Ann sold the lamp to Bob.'],
    ['other words far from its end', 'Ann met Bob at the old market. Ann bought a lamp. Ann sold it to Bob.', 'Ann sold it to Bob.'],
    ['another name where the text begins', `${context} Senator Ann Lee sold it to him.`, 'Senator Ann Lee sold it to him.'],
    ['another space', `${context}\n\nAnn sold it to Bob.`, 'Ann sold it to Bob.'],
    ['nothing after it', context, ''],
  ])('is found where the answer has %s', (_, output, own) => {
    expect(cut(output)).toBe(own)
  })

  it.each<[string, string]>([
    ['the text alone', 'Ann sold it to Bob.'],
    ['another end of the context', 'Ann Lee met Bob at the old market. Ann purchased the lamp today. Ann sold it to Bob.'],
    ['half of the context', 'Ann bought a lamp. Ann sold it to Bob.'],
    ['nothing', ''],
  ])('is not guessed where the answer has %s', (_, output) => {
    expect(cut(output)).toBeNull()
  })

  it('is not looked for where no word ends with the context', () => {
    expect(cutContext('Ann bou', '', 'ght a lamp.', 'Ann bought a lamp.')).toBeNull()
    expect(cutContext('', ' ', text, text)).toBeNull()
  })
})
