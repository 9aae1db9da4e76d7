import { tokenize } from '../../alignment/tokens'
import { type Stretch, sentencesOf } from '../../documents/sentences'

/** A text as spaCy wants it cut: every character is in a token, or is the one space behind a word. */
export type CutText = {
  /** In order. A token is white space throughout or has none. */
  readonly tokens: readonly Stretch[]
  /** From the first token of a sentence to the end of its last; together they hold all tokens. */
  readonly sentences: readonly Stretch[]
}

/** What Python's `str.isspace` is true of; JavaScript's `\s` differs in seven characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: Python counts them as white space
const whiteSpace = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g

/**
 * Cuts a text into tokens that end and begin wherever a mention does, so that spaCy finds every mention: the words and marks of our own
 * tokenizer, divided at the borders. Neither end of a mention may be in or at white space (`trimmed`).
 */
export function cutText(text: string, mentions: readonly Stretch[]): CutText {
  const words = tokenize(text)
  const borders = new Set<number>()
  for (const { start, end } of [...words, ...mentions]) borders.add(start).add(end)
  const tokens: Stretch[] = []
  let from = 0
  for (const gap of [...text.matchAll(whiteSpace), null]) {
    tokens.push(...divided({ start: from, end: gap?.index ?? text.length }, borders))
    if (gap === null) break
    // The first space belongs to the word before it.
    const start = gap.index + (gap.index > 0 && gap[0].startsWith(' ') ? 1 : 0)
    from = gap.index + gap[0].length
    if (start < from) tokens.push({ start, end: from })
  }
  return { tokens, sentences: sentencesIn(text, tokens) }
}

/** A range without white space at its ends, as Python counts it; null where nothing is left. */
export function trimmed(text: string, { start, end }: Stretch): Stretch | null {
  const gaps = Array.from(text.slice(start, end).matchAll(whiteSpace), (gap) => ({
    start: start + gap.index,
    end: start + gap.index + gap[0].length,
  }))
  const [first, last] = [gaps[0], gaps.at(-1)]
  const from = first?.start === start ? first.end : start
  const to = last?.end === end ? last.start : end
  return from < to ? { start: from, end: to } : null
}

function divided({ start, end }: Stretch, borders: ReadonlySet<number>): readonly Stretch[] {
  const pieces: Stretch[] = []
  let from = start
  for (let at = start + 1; at <= end; at++) {
    if (at < end && !borders.has(at)) continue
    pieces.push({ start: from, end: at })
    from = at
  }
  return pieces
}

/** Sentences along token borders; white space goes with the sentence before it, and before the first one with that. */
function sentencesIn(text: string, tokens: readonly Stretch[]): readonly Stretch[] {
  const later = new Set(
    sentencesOf(text)
      .slice(1)
      .map(({ start }) => start),
  )
  const sentences: Stretch[] = []
  for (const token of tokens) {
    const last = sentences.at(-1)
    if (last === undefined || later.has(token.start)) sentences.push(token)
    else sentences[sentences.length - 1] = { start: last.start, end: token.end }
  }
  return sentences
}
