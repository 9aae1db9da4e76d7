import { expect, it } from 'vitest'
import { type Conversion, conversion, conversionWords } from '../../../../electron/shared/conversion'

const packed = (packedF1: number): Conversion => ({
  name: 'Qwen3-0.6B',
  bits: 4,
  loss: { data: 'rows.jsonl', rows: 32, same: 31, wholeF1: 0.9, packedF1, tokens: { read: 900, same: 890, divergence: 0.01 } },
})

it.each([
  [0.89, '4-bit of Qwen3-0.6B: 31 of 32 texts the same, F1 −0.01'],
  [0.92, '4-bit of Qwen3-0.6B: 31 of 32 texts the same, F1 +0.02'],
  [0.8999, '4-bit of Qwen3-0.6B: 31 of 32 texts the same, F1 ±0.00'],
])('says in a line what was packed and at what loss (F1 %d)', (packedF1, line) => {
  expect(conversionWords(packed(packedF1))).toBe(line)
})

it('takes no name with signs that steer a terminal', () => {
  expect(conversion.safeParse(packed(0.9)).success).toBe(true)
  expect(conversion.safeParse({ ...packed(0.9), name: 'a\u001b[2J' }).success).toBe(false)
})
