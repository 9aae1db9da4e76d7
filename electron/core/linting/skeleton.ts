import type { TokenRange } from '../alignment/entities'
import { isWord, type Token, tokenize } from '../alignment/tokens'
import { type Agreement, he, it, she, they } from './agreement'
import { candidatesIn } from './candidates'
import { namesOf } from './names'

/**
 * A text without its names and numbers: names give their class (`[he] [she] [person] [it] [they] [name]`), numbers `#`, words stay, in lower
 * case, and punctuation goes. Texts with the same skeleton are the same frame filled twice.
 */
export function skeletonOf(text: string): string {
  const tokens = tokenize(text)
  const mentions = candidatesIn(tokens)
    .filter(({ key }) => !/ (?:and|or) /.test(key))
    .flatMap(({ mentions: ranges, agreement }) => ranges.map((range) => ({ range, mask: `[${classOf(agreement)}]` })))
  return masked(tokens, mentions).join(' ')
}

/** The words of a text with every name as `[name]` and every number as `#`, in order. */
export function maskedWords(text: string): readonly string[] {
  const tokens = tokenize(text)
  return masked(
    tokens,
    namesOf(tokens).map((range) => ({ range, mask: '[name]' })),
  )
}

function classOf(agreement: Agreement): string {
  if (agreement === he) return 'he'
  if (agreement === she) return 'she'
  if (agreement === they) return 'they'
  if ((agreement & (he | she)) === 0) return 'it'
  return (agreement & it) === 0 ? 'person' : 'name'
}

function masked(tokens: readonly Token[], mentions: readonly { readonly range: TokenRange; readonly mask: string }[]): readonly string[] {
  const maskAt = new Map<number, { readonly to: number; readonly mask: string }>()
  for (const { range, mask } of mentions) maskAt.set(range.from, { to: range.to, mask })
  const words: string[] = []
  for (let position = 0; position < tokens.length; position++) {
    const token = tokens[position]
    const name = maskAt.get(position)
    if (name !== undefined) {
      words.push(name.mask)
      position = name.to - 1
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
