import { entityKey, groupEntities, namesIn } from '../../alignment/entities'
import type { GoldAlignment } from '../../alignment/mentions'
import { coreOf } from '../../alignment/phrases'
import { isName, isPossessiveMark } from '../../alignment/references'
import { isWord, type Token } from '../../alignment/tokens'
import type { NameEvidence } from './evidence'
import { mensNames, womensNames } from './name-lists'

/** An entity of a pair that is named in its source. */
export type NamedEntity = NameEvidence & {
  /** As it is named first. */
  readonly name: string
  /** Places in the source where it is named: the words of the name, titles aside. */
  readonly places: readonly (readonly Token[])[]
}

const titles = new Set('mr mrs ms miss dr prof sir lady lord sen gov gen rep rev capt president minister judge professor doctor'.split(' '))
const placing = new Set('in from to near around outside through toward towards via at'.split(' '))
const calendar =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december)s?$/
const indefinite = /^(?:every|some|any|no)(?:body|one|thing|where)$|^(?:people|others|nothing)$/
const given = new Set([...womensNames, ...mensNames])

/** The named entities of an aligned pair, in the order in which they are named, with all that the text says of what they are. */
export function namedEntities({ source, mentions }: GoldAlignment): readonly NamedEntity[] {
  const targets = mentions.map(({ gold }) => entityKey(gold))
  const places = namesIn(source)
    .map(({ from, to }) => nameWords(source, from, to, new Set(targets)))
    .filter((place) => place !== null)
  const entities = groupEntities([...places.map(({ tokens }) => keyOf(tokens)), ...targets].map((key) => ({ key, name: true })))
  const numbers = [...new Set(places.map(({ tokens }) => entities.of(keyOf(tokens))))]
  const named = numbers.map((number): NamedEntity => {
    const own = places.filter(({ tokens }) => entities.of(keyOf(tokens)) === number)
    return {
      name: own[0]?.tokens.map(({ text }) => text).join(' ') ?? '',
      places: own.map(({ tokens }) => tokens),
      forms: own.map(({ tokens, titled }) => ({ words: tokens.map(({ text }) => text), titled })),
      references: mentions.filter((_, index) => entities.of(targets[index] ?? '') === number).map(({ text }) => text.toLowerCase()),
      unsure: own.some(({ unsure }) => unsure),
      placed: own.every(({ tokens }) => isPlaced(source, tokens)),
    }
  })
  return named.filter((entity) => !isOrdinary(entity))
}

/** A word that has its capital from the sentence and cannot be a name: `Nobody`. */
function isOrdinary({ places }: NamedEntity): boolean {
  return places.every(([first, second]) => first?.startsSentence === true && second === undefined && indefinite.test(first.folded))
}

type NamePlace = { readonly tokens: readonly Token[]; readonly titled: boolean; readonly unsure: boolean }

/**
 * A name without titles and numbers; null where nothing is left. A word that may have its capital only from the sentence belongs to the name where a
 * reference was resolved to both, not where one was resolved to the rest or the rest is a person's name; else nobody knows.
 */
function nameWords(source: readonly Token[], from: number, to: number, targets: ReadonlySet<string>): NamePlace | null {
  let tokens = source.slice(from, to).filter(isWord)
  const [first, second] = tokens
  let unsure = false
  if (
    first !== undefined &&
    second !== undefined &&
    first.startsSentence &&
    !targets.has(keyOf(tokens)) &&
    !isNameByItself(source, first)
  ) {
    const apart = targets.has(keyOf(tokens.slice(1))) || given.has(second.text) || titles.has(second.folded)
    if (apart) tokens = tokens.slice(1)
    else unsure = true
  }
  const before = source[from - 1]
  let titled = before !== undefined && titles.has(before.folded)
  while (tokens[0] !== undefined && titles.has(tokens[0].folded)) {
    tokens = tokens.slice(1)
    titled = true
  }
  const named = tokens.some((token) => isName(token) && !/\p{N}/u.test(token.key) && !calendar.test(token.folded))
  return named ? { tokens, titled, unsure } : null
}

function isNameByItself(source: readonly Token[], word: Token): boolean {
  return given.has(word.text) || titles.has(word.folded) || isNameElsewhere(source, word)
}

function isNameElsewhere(source: readonly Token[], word: Token): boolean {
  return source.some((token) => token !== word && token.key === word.key && !token.startsSentence)
}

function isPlaced(source: readonly Token[], place: readonly Token[]): boolean {
  const from = place[0] === undefined ? -1 : source.indexOf(place[0])
  const [before, next, afterNext] = [source[from - 1], source[from + place.length], source[from + place.length + 1]]
  if (before === undefined || !placing.has(before.folded)) return false
  if (next === undefined) return true
  if (isPossessiveMark(next, place.at(-1)) || isName(next)) return false
  return !(next.key === ',' && afterNext !== undefined && isName(afterNext) && !afterNext.startsSentence)
}

function keyOf(tokens: readonly Token[]): string {
  return entityKey(coreOf(tokens))
}
