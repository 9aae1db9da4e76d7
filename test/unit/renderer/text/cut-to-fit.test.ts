import { expect, it } from 'vitest'
import { cutToFit } from '../../../../renderer/text/cut-to-fit'

const length = (text: string) => [...text].length

it.each([
  ['short', 5, 'short'],
  ['longer', 5, 'long…'],
  ['👍👍👍', 2, '👍…'],
  ['x', 0, '…'],
] as const)('cuts %s to %i', (text, most, cut) => {
  expect(cutToFit(text, most, length)).toBe(cut)
})
