import { isWord, type Token, tokenize } from '../alignment/tokens'
import { namesOf } from './names'

/** The words of a text in order, in lower case: every name as `[name]`, every number as `#`, no punctuation. */
export function maskedWords(text: string): readonly string[] {
  const tokens = tokenize(text)
  const nameAt = new Map(namesOf(tokens).map(({ from, to }) => [from, to]))
  const words: string[] = []
  for (let position = 0; position < tokens.length; position++) {
    const token = tokens[position]
    const nameEnd = nameAt.get(position)
    if (nameEnd !== undefined) {
      words.push('[name]')
      position = nameEnd - 1
    } else if (token !== undefined && isNumber(token)) {
      // `1,000` is one number.
      while (isNumber(tokens[position + 2]) && isJoined(tokens, position)) position += 2
      words.push('#')
    } else if (token !== undefined && (isWord(token) || /^'\p{L}|^n't/u.test(token.folded))) words.push(token.folded)
  }
  return words
}

function isNumber(token: Token | undefined): boolean {
  return token !== undefined && /^\p{N}/u.test(token.key)
}

function isJoined(tokens: readonly Token[], position: number): boolean {
  const [number, mark, next] = [tokens[position], tokens[position + 1], tokens[position + 2]]
  return mark !== undefined && /^[,.:]$/.test(mark.key) && number?.end === mark.start && mark.end === next?.start
}
