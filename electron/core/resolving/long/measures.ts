import type { PromptTemplate } from '../../rows/prompt-template'

/** How long a text is, in units of one's own; a longer text must not have less. */
export type Measure = (text: string) => number

/** UTF-16 units. */
export const characters: Measure = (text) => text.length

/** Letters of ASCII that make about a token; other letters are counted as one each. */
const lettersPerToken = 3.5

/** About how many tokens a text has: a guess without the model's tokenizer, rather too many than too few for English prose. */
export const estimatedTokens: Measure = (text) => {
  let others = 0
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) others++
  return Math.ceil((text.length - others) / lettersPerToken + others)
}

/** Tokens that a chat template adds around the turns, at most, and how much longer a rewrite may be than its source. */
const [wrapping, growth] = [32, 1.3]
/** No model is asked for less than this at once, in tokens: a few sentences. */
export const leastBudget = 64

/**
 * Most of a text that is put to a model at once, in estimated tokens: what fits beside the rewrite into the length it was trained at, and
 * no more than the longest of the texts that it was taught on (`taught`, null where that is not known).
 */
export function budgetFor(maxSeqLength: number, template: PromptTemplate, taught: number | null): number {
  const asked = estimatedTokens((template.system ?? '') + template.before) + wrapping
  const fitting = Math.floor((maxSeqLength - asked) / (1 + growth))
  return Math.max(leastBudget, Math.min(fitting, taught ?? fitting))
}

/** Most tokens an answer may have, whatever its source. */
const maxAnswerTokens = 8192

/**
 * Room for an answer, in tokens. A rewrite is at most about twice its source, and a token is at least a byte:
 * twice the bytes is beyond any right answer and ends a model that repeats itself.
 */
export function answerLimit(text: string): number {
  return Math.min(maxAnswerTokens, 64 + 2 * Buffer.byteLength(text))
}
