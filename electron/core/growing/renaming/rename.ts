import { compare } from '../../alignment/edits'
import { type GoldAlignment, goldMentions } from '../../alignment/mentions'
import { quotedTokens } from '../../alignment/quotations'
import { isPossessiveMark } from '../../alignment/references'
import type { Token } from '../../alignment/tokens'
import { RandomLot } from '../random-lot'
import type { ExamplePair } from '../writing/marked-example'
import { kindOf, type NameKind } from './evidence'
import { type NamedEntity, namedEntities } from './named-entities'
import { type Beginning, replacementsFor } from './replacements'

/** A name that was left as it is, and why. */
export type LeftAlone = { readonly name: string; readonly why: string }

/** A pair with other names, or why it has none. */
export type Renaming =
  | {
      readonly state: 'renamed'
      readonly source: string
      readonly rewrite: string
      readonly names: readonly { readonly from: string; readonly to: string }[]
      readonly leftAlone: readonly LeftAlone[]
    }
  | { readonly state: 'unchanged'; readonly why: string; readonly leftAlone: readonly LeftAlone[] }

/**
 * Gives the people, companies and places of a pair other names, the same in source and rewrite, of the same kind and gender; possessives and
 * articles fit. What it is not sure of it leaves alone, and says why. The same pair and seed always give the same names, and a correct pair
 * gives a correct one: nothing but names changes, and every reference is resolved as it was.
 */
export function renameEntities(pair: ExamplePair, seed: number): Renaming {
  const alignment = goldMentions(pair.source, pair.rewrite)
  if (alignment.variants.length > 0) return { state: 'unchanged', why: 'The rewrite changes more than references.', leftAlone: [] }
  const lot = new RandomLot(seed, 'renaming', pair.source)
  const words = new Map<string, string>()
  const taken = new Set([...alignment.source, ...alignment.gold].map(({ folded }) => folded))
  const [names, leftAlone]: [{ from: string; to: string }[], LeftAlone[]] = [[], []]
  const entities = namedEntities(alignment)
  for (const entity of entities) {
    const kind = kindOf(entity)
    const why = kind.kind === 'unknown' ? kind.why : doubt(entity, wordsOf(kind), entities, alignment, pair)
    const chosen =
      why === null && kind.kind !== 'unknown' ? replacementsFor(kind, taken, lot, (word) => beginningOf(word, alignment)) : null
    if (chosen === null) leftAlone.push({ name: entity.name, why: why ?? 'there is no other name that fits' })
    else {
      for (const [word, name] of chosen) {
        words.set(word, name)
        taken.add(name.toLowerCase())
      }
      names.push({ from: entity.name, to: entity.name.replace(/[^\s]+/g, (word) => chosen.get(word) ?? word) })
    }
  }
  if (names.length === 0) return { state: 'unchanged', why: 'There is no name in it that can safely be another.', leftAlone }
  const [source, rewrite] = [replaced(pair.source, alignment.source, words), replaced(pair.rewrite, alignment.gold, words)]
  if (!readsAlike(pair, { source, rewrite }))
    return { state: 'unchanged', why: 'With other names its references would read differently.', leftAlone }
  return { state: 'renamed', source, rewrite, names, leftAlone }
}

/** Why an entity's words cannot be replaced wherever they stand; null where they can. */
function doubt(
  entity: NamedEntity,
  words: readonly string[],
  entities: readonly NamedEntity[],
  { source, gold }: GoldAlignment,
  pair: ExamplePair,
): string | null {
  const others = entities.filter((other) => other !== entity)
  const own = new Set(entity.places.flat())
  const quoted = [...quotedOf(pair.source, source), ...quotedOf(pair.rewrite, gold)]
  for (const word of words) {
    if (others.some(({ places }) => places.flat().some((token) => token.text === word))) return `“${word}” is part of another name too`
    const folded = word.toLowerCase()
    if (quoted.some((token) => token.folded.includes(folded))) return 'it is named in a quotation'
    for (const token of [...source, ...gold]) {
      if (token.folded !== folded && token.folded.split(/[^\p{L}\p{N}]+/u).includes(folded)) return `“${token.text}” has it in it`
      if (token.folded === folded && token.text !== word) return `“${token.text}” may be it or not`
    }
    if (source.some((token) => token.text === word && !own.has(token))) return `“${word}” stands where it may be something else`
  }
  return null
}

function wordsOf(kind: Exclude<NameKind, { readonly kind: 'unknown' }>): readonly string[] {
  if (kind.kind === 'company') return [kind.head]
  return kind.kind === 'city' ? [kind.name] : [kind.given, kind.surname].filter((word) => word !== null)
}

function quotedOf(text: string, tokens: readonly Token[]): readonly Token[] {
  const quoted = quotedTokens(text, tokens)
  return tokens.filter((_, index) => quoted[index] === true)
}

function beginningOf(word: string, { source, gold }: GoldAlignment): Beginning {
  for (const tokens of [source, gold]) {
    for (const [index, token] of tokens.entries()) {
      const article = tokens[index - 1]?.folded
      if (token.text === word && (article === 'a' || article === 'an')) return article === 'an' ? 'vowel' : 'consonant'
    }
  }
  return 'any'
}

/** A text with words replaced. No new name ends in s, so that a bare apostrophe becomes `'s`. */
function replaced(text: string, tokens: readonly Token[], words: ReadonlyMap<string, string>): string {
  let [result, from] = ['', 0]
  for (const [index, token] of tokens.entries()) {
    const name = words.get(token.text)
    if (name === undefined) continue
    result += text.slice(from, token.start) + name
    from = token.end
    const mark = tokens[index + 1]
    if (mark !== undefined && mark.key === "'" && isPossessiveMark(mark, token)) {
      result += `${mark.text}s`
      from = mark.end
    }
  }
  return result + text.slice(from)
}

/** Whether the same references are resolved to the same entities in both pairs. */
function readsAlike(one: ExamplePair, other: ExamplePair): boolean {
  const shapeOf = ({ source, rewrite }: ExamplePair) => {
    const { edits, clusters, leftAsIs } = compare(source, rewrite)
    const { mentions, variants } = goldMentions(source, rewrite)
    return JSON.stringify([
      edits.map(({ before, kind, cluster }) => [before, kind, cluster]),
      clusters.map(({ mentions: members }) => members.length),
      leftAsIs.map(({ text }) => text),
      mentions.map(({ text, role, possessive }) => [text, role, possessive]),
      variants.length,
    ])
  }
  return shapeOf(one) === shapeOf(other)
}
