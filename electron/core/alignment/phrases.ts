import { isArticle, isContentWord, isPossessiveMark } from './references'
import { sameToken, type Token } from './tokens'

/** A tokenized text with the places of each of its words. */
export type IndexedText = {
  readonly tokens: readonly Token[]
  /** Lower-case key to token positions, ascending. */
  readonly places: ReadonlyMap<string, readonly number[]>
}

/** Makes a text searchable by phrase. */
export function indexText(tokens: readonly Token[]): IndexedText {
  const places = new Map<string, number[]>()
  for (const [position, token] of tokens.entries()) {
    const known = places.get(token.folded)
    if (known === undefined) places.set(token.folded, [position])
    else known.push(position)
  }
  return { tokens, places }
}

/** Whether the tokens of `text` from `position` on are the phrase. */
export function standsAt(text: readonly Token[], position: number, phrase: readonly Token[]): boolean {
  for (let offset = 0; offset < phrase.length; offset++) {
    const one = phrase[offset]
    const other = text[position + offset]
    if (one === undefined || other === undefined || !sameToken(one, other)) return false
  }
  return true
}

/** Token positions where the phrase stands in the text, ascending; none for an empty phrase. */
export function placesOf(text: IndexedText, phrase: readonly Token[]): readonly number[] {
  const { offset, places } = rarest(text, phrase)
  return places.map((place) => place - offset).filter((position) => standsAt(text.tokens, position, phrase))
}

/** Whether the phrase stands in the text; an empty one does not. */
export function standsIn(text: IndexedText, phrase: readonly Token[]): boolean {
  const { offset, places } = rarest(text, phrase)
  return places.some((place) => standsAt(text.tokens, place - offset, phrase))
}

/** The word of a phrase that the text has least often, by its offset in the phrase, and where the text has it. */
function rarest(text: IndexedText, phrase: readonly Token[]): { readonly offset: number; readonly places: readonly number[] } {
  let found: { offset: number; places: readonly number[] } | null = null
  for (const [offset, { folded }] of phrase.entries()) {
    const places = text.places.get(folded) ?? []
    if (found === null || places.length < found.places.length) found = { offset, places }
  }
  return found ?? { offset: 0, places: [] }
}

/** Whether the last token is the sign of a possessive. */
export function isPossessive(phrase: readonly Token[]): boolean {
  const last = phrase.at(-1)
  return last !== undefined && isPossessiveMark(last, phrase.at(-2))
}

/** A phrase without a leading article and a final possessive: what it names. */
export function coreOf(phrase: readonly Token[]): readonly Token[] {
  const [first] = phrase
  const from = first !== undefined && isArticle(first) && phrase.length > 1 ? 1 : 0
  return phrase.slice(from, isPossessive(phrase) ? -1 : undefined)
}

/** The members of a coordination: `Apple and Google` gives two phrases, `Apple` one. */
export function membersOf(phrase: readonly Token[]): readonly (readonly Token[])[] {
  const members: Token[][] = [[]]
  for (const token of phrase) {
    if (token.folded === 'and' || token.folded === 'or' || token.key === ',') members.push([])
    else members.at(-1)?.push(token)
  }
  return members.filter((member) => member.length > 0)
}

/** Whether what the phrase names stands in the text, whole or member by member, and is more than function words. */
export function isNamedIn(text: IndexedText, phrase: readonly Token[]): boolean {
  const core = coreOf(phrase)
  if (!core.some(isContentWord)) return false
  if (standsIn(text, core)) return true
  const members = membersOf(core).map(coreOf)
  return members.length > 1 && members.every((member) => member.some(isContentWord) && standsIn(text, member))
}
