import { type ProblemCode, problemCode, severityOf } from '../../shared/dataset'

/** Every code, in the order of its bit. */
export const codes: readonly ProblemCode[] = problemCode.options

/** A set of problem codes as two words of 32 bits. */
export type CodeSet = { readonly low: number; readonly high: number }

export const noCodes: CodeSet = { low: 0, high: 0 }

const bits = new Map(
  codes.map((code, bit): [ProblemCode, CodeSet] => [code, bit < 32 ? { low: 1 << bit, high: 0 } : { low: 0, high: 1 << (bit - 32) }]),
)

/** The set of these codes. */
export function codeSet(...found: readonly ProblemCode[]): CodeSet {
  let [low, high] = [0, 0]
  for (const code of found) {
    const bit = bits.get(code) ?? noCodes
    low |= bit.low
    high |= bit.high
  }
  return { low: low >>> 0, high: high >>> 0 }
}

/** The codes of a set, in their order. */
export function codesIn({ low, high }: CodeSet): ProblemCode[] {
  return codes.filter((code) => meets({ low, high }, bits.get(code) ?? noCodes))
}

/** Whether two sets share a code. */
export function meets(one: CodeSet, other: CodeSet): boolean {
  return (one.low & other.low) !== 0 || (one.high & other.high) !== 0
}

/** Both sets in one. */
export function joined(one: CodeSet, other: CodeSet): CodeSet {
  return { low: (one.low | other.low) >>> 0, high: (one.high | other.high) >>> 0 }
}

/** One set without what is in the other. */
export function without(one: CodeSet, other: CodeSet): CodeSet {
  return { low: (one.low & ~other.low) >>> 0, high: (one.high & ~other.high) >>> 0 }
}

/** Codes that a model's tokenizer and template find. */
export const modelCodes = codeSet('row-cut', 'answer-cut', 'template-refuses')
/** Codes that are only good to know. */
export const noteCodes = codeSet(...codes.filter((code) => severityOf(code) === 'note'))
/** Codes that make a row unusable, whatever the model. */
export const errorCodes = without(codeSet(...codes.filter((code) => severityOf(code) === 'error')), modelCodes)
