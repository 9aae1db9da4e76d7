/** One word, clitic or punctuation mark. `start` and `end` are UTF-16 offsets into the tokenized string, end exclusive. */
export type Token = {
  readonly text: string
  readonly start: number
  readonly end: number
  /** What is compared: NFC, straight quotes, no invisible characters; `can't` and `cannot` have the same keys. */
  readonly key: string
  /** `key` in lower case. */
  readonly folded: string
  /** The first word of a sentence, a line or a quotation: compared without case. */
  readonly startsSentence: boolean
}

const unspaced =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]'
const letter = `(?!${unspaced})[\\p{L}\\p{N}_]`
const wordPart = `(?:${letter}|[\\p{M}\\u200c\\u200d\\u00ad\\u2060])`
// A full stop between a small and a capital letter is a sentence end whose space is missing.
const joiner = `(?:[-&'\\u2019\\u02bc\\uff07\\u2010\\u2011]|(?<!\\p{Ll})\\.|\\.(?!\\p{Lu}))(?=${letter})`
const piece = new RegExp(`${letter}${wordPart}*(?:${joiner}${wordPart}+)*|${unspaced}\\p{M}*|[^\\s\\p{Cc}\\p{Cf}]`, 'gu')
const clitic = /^(.+?)(n['\u2019\u02bc\uff07]t|['\u2019\u02bc\uff07](?:s|re|ve|ll|d|m))$/iu
const wordStart = /^[\p{L}\p{N}_]/u
const plainAscii = /^[\x21-\x7e]+$/
const abbreviations = new Set('mr mrs ms dr prof st mt inc corp ltd co jr sr vs gen gov sen rep rev hon no etc approx dept'.split(' '))

/** Whether a token is a word or a number rather than punctuation or a clitic. */
export function isWord(token: Token): boolean {
  return wordStart.test(token.key) && token.folded !== "n't"
}

/** Whether two tokens count as the same: equal keys, or equal without case where either starts a sentence. */
export function sameToken(one: Token, other: Token): boolean {
  return one.key === other.key || ((one.startsSentence || other.startsSentence) && one.folded === other.folded)
}

/** Whether two runs of tokens count as the same, token by token. */
export function sameTokens(one: readonly Token[], other: readonly Token[]): boolean {
  return (
    one.length === other.length &&
    one.every((token, index) => {
      const counterpart = other[index]
      return counterpart !== undefined && sameToken(token, counterpart)
    })
  )
}

/**
 * Words (inner `-`, `.`, `&` and other apostrophes kept), clitics (`n't 's 're 've 'll 'd 'm`) and single punctuation marks, in order.
 * Scripts that write no spaces give one token a character. White space, control and format characters between tokens belong to none.
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = []
  let atSentenceStart = true
  let previousEnd = 0
  for (const match of text.matchAll(piece)) {
    if (text.slice(previousEnd, match.index).includes('\n')) atSentenceStart = true
    let start = match.index
    const parts = clitics(match[0])
    for (const [index, part] of parts.entries()) {
      const key = keyOf(part, parts[index - 1], parts[index + 1])
      const word = wordStart.test(key)
      const token: Token = {
        text: part,
        start,
        end: start + part.length,
        key,
        folded: key.toLowerCase(),
        startsSentence: word && atSentenceStart,
      }
      atSentenceStart = word ? false : startsAfter(token, tokens.at(-1), atSentenceStart)
      tokens.push(token)
      start = token.end
    }
    previousEnd = start
  }
  return tokens
}

function clitics(word: string): readonly string[] {
  if (word.length === 6 && word.toLowerCase() === 'cannot') return [word.slice(0, 3), word.slice(3)]
  const tail: string[] = []
  let rest = word
  for (let found = clitic.exec(rest); found !== null; found = clitic.exec(rest)) {
    const [, stem = '', end = ''] = found
    tail.unshift(end)
    rest = stem
  }
  return [rest, ...tail]
}

function keyOf(text: string, before: string | undefined, after: string | undefined): string {
  const key = plainAscii.test(text) ? text : plain(text)
  // can't and cannot say the same, so they are the same two tokens.
  if (after !== undefined && key.toLowerCase() === 'ca') return key === 'CA' ? 'CAN' : `${key}n`
  if (before?.toLowerCase() === 'ca') return before === 'CA' ? 'NOT' : 'not'
  return key
}

function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/\p{Cf}|\ufe0e|\ufe0f/gu, '')
    .replace(/[\u2018\u2019\u201a\u201b\u02bc\uff07]/g, "'")
    .replace(/[\u201c\u201d\u201e\u201f\u00ab\u00bb\uff02]/g, '"')
    .replace(/[\u2010\u2011]/g, '-')
}

function startsAfter(mark: Token, previous: Token | undefined, before: boolean): boolean {
  if (mark.key === '.') return previous === undefined || !(abbreviations.has(previous.folded) || /^\p{Lu}$/u.test(previous.key))
  if (/^[!?\u2026\u3002\uff01\uff1f:]$/u.test(mark.key)) return true
  if (mark.key === '"' || mark.key === "'") return before || (previous !== undefined && /^[,:]$/.test(previous.key))
  return before && !mark.key.startsWith("'") && /^[([{\])}*_#>\-\u2013\u2014]$/u.test(mark.key)
}
