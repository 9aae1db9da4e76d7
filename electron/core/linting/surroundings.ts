import type { TokenRange } from '../alignment/entities'
import { isArticle, isContentWord, isFunctionWord, isPossessiveMark } from '../alignment/references'
import { isWord, type Token } from '../alignment/tokens'
import { type Agreement, agreementOfNoun, anything, he, isPluralNoun, it, she, they } from './agreement'
import { isPersonNoun } from './noun-classes'
import { isPlace } from './places'

/** What the place of a name tells, by itself little: `in Lima`, `near Storix`. */
export function beforeName(tokens: readonly Token[], { from, to }: TokenRange): Agreement {
  const [before, after] = [tokens[from - 1], tokens[to]]
  if (before === undefined || !/^(?:in|across|throughout|near|outside)$/.test(before.folded)) return anything
  // `resulted in Storix losing`, `in Storix’s car`
  return after !== undefined && (isPossessiveMark(after, tokens[to - 1]) || after.folded.endsWith('ing')) ? anything : it | they
}

/** What the words beside a name tell: `the actress Zalak`, `his wife, Anna`, `Zalak, a gardener`, `Zalak, who`. */
export function besideName(tokens: readonly Token[], { from, to }: TokenRange): Agreement {
  const words = tokens.slice(from, to)
  if (words.every((token) => !isWord(token) || isPlace(token.folded) || isArticle(token))) return it
  const [before, comma, after, next] = [tokens[from - 1], tokens[to], tokens[to + 1], tokens[to + 2]]
  // What is all that stands in quotation marks is a title.
  if (before !== undefined && comma !== undefined && isQuote(before) && isQuote(comma)) return it
  const noun = before?.key === ',' ? tokens[from - 2] : before
  const told = noun === undefined || !/^\p{Ll}/u.test(noun.key) ? anything : genderOf(noun.folded)
  // `After the storm, Tarva …` is no apposition, `his wife, Anna` is.
  if ((told & it) === 0 && (before?.key !== ',' || told === he || told === she)) return told
  if (comma?.folded === 'who' || (comma?.key === ',' && after?.folded === 'who')) return he | she | they
  if (comma?.key === ',' && after?.folded === 'which') return it | they
  if (
    comma?.key !== ',' ||
    after === undefined ||
    next === undefined ||
    !(isArticle(after) || /^(?:his|her|its|their)$/.test(after.folded))
  )
    return anything
  for (let position = to + 2; position < to + 6; position++) {
    const token = tokens[position]
    if (token === undefined || !isWord(token) || isFunctionWord(token)) break
    const follows = tokens[position + 1]
    if (follows !== undefined && isContentWord(follows) && isWord(follows)) continue
    return genderOf(token.folded) & ~they || anything
  }
  return anything
}

function isQuote({ key }: Token): boolean {
  return key === '"' || key === "'"
}

/** What a noun tells of a name beside it; of several, as in `the historians Zalak and Torin`, no gender. */
function genderOf(noun: string): Agreement {
  if (!isPluralNoun(noun)) return agreementOfNoun(noun)
  return isPersonNoun(noun.slice(0, -1)) ? he | she | they : anything
}
