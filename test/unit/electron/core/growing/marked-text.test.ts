import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { phenomenaOf, readMarkedText } from '../../../../../electron/core/growing/marked-text'

const read = (text: string) => {
  const marked = readMarkedText(text)
  if ('message' in marked) throw new Error(marked.message)
  return marked
}

describe('a marked text', () => {
  it('gives the source, the rewrite and every place', () => {
    const marked = read(
      "[[Microsoft|m]] bought [[Nuance|n]]. {{The tech giant|m|Microsoft}} said {{its|m|Microsoft's}} cloud would use {{it|n|Nuance}}.",
    )
    expect(marked.source).toBe('Microsoft bought Nuance. The tech giant said its cloud would use it.')
    expect(marked.rewrite).toBe("Microsoft bought Nuance. Microsoft said Microsoft's cloud would use Nuance.")
    const at = ({ start, end }: { start: number; end: number }) => marked.source.slice(start, end)
    expect(marked.names.map(at)).toEqual(['Microsoft', 'Nuance'])
    expect(marked.references.map(at)).toEqual(['The tech giant', 'its', 'it'])
  })

  it('is the same in both texts outside its references, whatever stands there', () => {
    const plain = fc.string().filter((text) => !/[[\]{}|]/.test(text))
    fc.assert(
      fc.property(plain, plain, plain, (before, between, after) => {
        const { source, rewrite } = read(`${before}[[Ann|a]]${between}{{she|a|Ann}}${after}`)
        expect([source, rewrite]).toEqual([`${before}Ann${between}she${after}`, `${before}Ann${between}Ann${after}`])
      }),
    )
  })

  it.each([
    ['[[Ann|a]] sat. {{She|b|Ann}} slept.', 'named nowhere'],
    ['[[Ann|a]] sat. {{She|a|Ann} slept.', '“{{” has no partner'],
    ['[[Ann|a]] sat. She|a}} slept.', '“}}” has no partner'],
    ['[[Ann|a]] sat. {{She|a| }} slept.', 'replaced by nothing'],
    ['[[|a]] sat.', 'no words'],
    ['[[Ann]] sat.', '“[[” has no partner'],
  ])('is refused in words: %s', (text, words) => {
    expect(readMarkedText(text)).toMatchObject({ message: expect.stringContaining(words) })
  })
})

it('knows what its references are examples of', () => {
  const marked = read(
    "When {{she|a|Ann}} left, [[Ann|a]] told [[Bo and Cy|b]] that {{they|b|Bo and Cy}} had {{her|a|Ann's}} keys. {{The pair|b|Bo and Cy}} gave {{her|a|Ann}} {{their|b|Bo and Cy's}} word.",
  )
  expect(phenomenaOf(marked)).toEqual([
    ['pronoun', 'cataphora'],
    ['pronoun', 'plural'],
    ['possessive'],
    ['descriptive'],
    ['pronoun'],
    ['possessive', 'plural'],
  ])
})
