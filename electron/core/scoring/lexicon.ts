import { entityKey, groupEntities, isNamePhrase, namesIn, type TokenRange } from '../alignment/entities'
import type { GoldAlignment } from '../alignment/mentions'
import { coreOf, membersOf, standsAt } from '../alignment/phrases'
import { isArticle, isContentWord, isPossessiveMark } from '../alignment/references'
import { sameTokens, type Token } from '../alignment/tokens'

/** A stretch of the output that names entities of the text, with its article and possessive. */
export type NamedStretch = { readonly length: number; readonly entities: readonly number[] }

/** What the words of a text and its gold rewrite name. */
export type Names = {
  /** The entity of each gold mention, in order. */
  readonly entityOfMention: readonly number[]
  /** What an output may call the entities, by the first word in lower case. */
  readonly byFirstWord: ReadonlyMap<string, readonly Name[]>
}

/** A name without article and possessive, with the entities that it may stand for. */
export type Name = { readonly core: readonly Token[]; readonly entities: readonly number[] }

/** What the words of one output name. */
export type Lexicon = {
  /** The entity of each gold mention, in order. */
  readonly entityOfMention: readonly number[]
  /** Output position to the stretches that begin there. */
  readonly stretches: ReadonlyMap<number, readonly NamedStretch[]>
}

const longestDescription = 3

/**
 * Finds what an output may call the entities of the text: a gold name or a part of it, a name of the source, a description that the gold
 * rewrite resolves, or a noun phrase of the source that begins with an article.
 */
export function namesOfGold({ source, mentions }: GoldAlignment): Names {
  const names = namesIn(source).flatMap((range) => phrasesOf(source, range))
  const phrases = articlePhrases(source)
  const keyed = [...mentions.map((mention) => mention.gold), ...names, ...phrases].map((phrase) => ({
    key: entityKey(phrase),
    name: isNamePhrase(coreOf(phrase)),
  }))
  const entities = groupEntities(keyed)
  const entityOfMention = mentions.map((mention) => entities.of(entityKey(mention.gold)) ?? -1)
  const found: Name[] = []
  const note = (phrase: readonly Token[], known?: number): void => {
    const core = coreOf(phrase)
    const key = entityKey(core)
    if (core.length === 0 || key === '') return
    found.push({ core, entities: known === undefined ? entities.namedBy(key) : [known] })
  }
  for (const [index, mention] of mentions.entries()) {
    const entity = entityOfMention[index] ?? -1
    for (const part of endsOf(coreOf(mention.gold))) note(part, part.length === coreOf(mention.gold).length ? undefined : entity)
    if (mention.role === 'description') note(source.slice(mention.from, mention.to), entity)
  }
  for (const name of names) for (const part of endsOf(name)) note(part)
  for (const phrase of phrases) note(phrase)
  return { entityOfMention, byFirstWord: byFirstWord(found) }
}

/** Finds every place of an output that names an entity of the text. */
export function lexiconOf({ entityOfMention, byFirstWord }: Names, output: readonly Token[]): Lexicon {
  const stretches = new Map<number, NamedStretch[]>()
  for (const [position, token] of output.entries()) {
    for (const { core, entities } of byFirstWord.get(token.folded) ?? []) {
      if (!standsAt(output, position, core)) continue
      const previous = output[position - 1]
      const mark = output[position + core.length]
      const starts = previous !== undefined && isArticle(previous) ? [position, position - 1] : [position]
      const bare = position + core.length
      const ends = mark !== undefined && isPossessiveMark(mark, output[bare - 1]) ? [bare, bare + 1] : [bare]
      for (const start of starts) for (const end of ends) push(stretches, start, { length: end - start, entities })
    }
  }
  return { entityOfMention, stretches }
}

function phrasesOf(tokens: readonly Token[], { from, to }: TokenRange): readonly (readonly Token[])[] {
  // A capital at a sentence start may be an ordinary word before the name.
  return tokens[from]?.startsSentence && to - from > 1 ? [tokens.slice(from, to), tokens.slice(from + 1, to)] : [tokens.slice(from, to)]
}

function endsOf(phrase: readonly Token[]): readonly (readonly Token[])[] {
  const parts: (readonly Token[])[] = [phrase]
  // Each of two is somebody else than the two.
  if (membersOf(phrase).length > 1) return parts
  for (let length = 1; length < phrase.length; length++) {
    const [start, end] = [phrase.slice(0, length), phrase.slice(-length)]
    for (const part of [start, end]) if (part.some(isContentWord)) parts.push(part)
  }
  return parts
}

function articlePhrases(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const phrases: (readonly Token[])[] = []
  for (const [position, token] of tokens.entries()) {
    if (!isArticle(token)) continue
    for (let length = 1; length <= longestDescription; length++) {
      const last = tokens[position + length]
      if (last === undefined || !isContentWord(last)) break
      phrases.push(tokens.slice(position + 1, position + 1 + length))
    }
  }
  return phrases
}

function byFirstWord(names: readonly Name[]): ReadonlyMap<string, readonly Name[]> {
  const grouped = new Map<string, Name[]>()
  for (const name of names) {
    const first = name.core[0]?.folded ?? ''
    const known = grouped.get(first)
    if (known === undefined) grouped.set(first, [name])
    else if (!known.some((other) => sameTokens(other.core, name.core) && String(other.entities) === String(name.entities))) known.push(name)
  }
  return grouped
}

function push(stretches: Map<number, NamedStretch[]>, start: number, stretch: NamedStretch): void {
  const known = stretches.get(start)
  if (known === undefined) stretches.set(start, [stretch])
  else known.push(stretch)
}
