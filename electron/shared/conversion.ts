import { z } from 'zod'
import { packedBits, tokensRead } from './exporting'

const count = z.int().nonnegative()
const rate = z.number().min(0).max(1)
/** A name as a line can show it. */
const name = z
  .string()
  .max(300)
  .regex(/^\P{C}*$/u)

export const conversionLoss = z.strictObject({
  /** Name of the dataset whose rows both rewrote. */
  data: name,
  rows: count,
  /** Rows to which both gave the same text. */
  same: count,
  /** Mention F1 of the model as it was, and of the packed one, on these rows. */
  wholeF1: rate,
  packedF1: rate,
  /** The rewrites of the model as it was, read by the packed one. */
  tokens: tokensRead,
})
/** What packing a model cost, measured on rows of a dataset that both rewrote greedily. */
export type ConversionLoss = z.infer<typeof conversionLoss>

export const conversion = z.strictObject({
  /** Name of the model that it was made of. */
  name,
  bits: packedBits,
  loss: conversionLoss,
})
/** What a packed model was made of, and at what loss. */
export type Conversion = z.infer<typeof conversion>

/** `4-bit of Qwen3-0.6B: 31 of 32 texts the same, F1 −0.01`. */
export function conversionWords({ name, bits, loss }: Conversion): string {
  return `${bits}-bit of ${name}: ${lossWords(loss)}`
}

/** `31 of 32 texts the same, F1 −0.01`. */
export function lossWords({ rows, same, wholeF1, packedF1 }: ConversionLoss): string {
  const hundredths = Math.round(100 * (packedF1 - wholeF1))
  const sign = hundredths === 0 ? '±' : hundredths < 0 ? '−' : '+'
  return `${same} of ${rows} texts the same, F1 ${sign}${(Math.abs(hundredths) / 100).toFixed(2)}`
}
