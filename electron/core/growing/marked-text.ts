/** A place of a text, in UTF-16 units, end exclusive. */
export type Place = { readonly start: number; readonly end: number }

/** A name that stands in a marked text: where it is in the source, and which entity it names. */
export type MarkedName = Place & { readonly entity: string }

/** A reference of a marked text: where it is in the source, its entity, and the words that take its place in the rewrite. */
export type MarkedReference = Place & { readonly entity: string; readonly text: string; readonly replacement: string }

/** A text with marks, as source, rewrite and what was marked. Both texts are the same outside the references by construction. */
export type MarkedText = {
  readonly source: string
  readonly rewrite: string
  readonly names: readonly MarkedName[]
  readonly references: readonly MarkedReference[]
}

/** Why a marked text cannot be read, and where, in UTF-16 units of the marked text. */
export type MarkFault = { readonly message: string; readonly at: number }

const mark = /\[\[([^[\]{}|]*)\|([^[\]{}|]*)\]\]|\{\{([^[\]{}|]*)\|([^[\]{}|]*)\|([^[\]{}|]*)\}\}/g
const leftOver = /\[\[|\]\]|\{\{|\}\}/

/**
 * Reads `[[Microsoft|m]] bought [[Nuance|n]]. {{The tech giant|m|Microsoft}} said …`: names in square brackets with their entity,
 * references in braces with their entity and what replaces them. An entity is named somewhere, before or after it is referred to.
 */
export function readMarkedText(text: string): MarkedText | MarkFault {
  const names: MarkedName[] = []
  const references: MarkedReference[] = []
  let [source, rewrite, from] = ['', '', 0]
  for (const found of text.matchAll(mark)) {
    const between = text.slice(from, found.index)
    const broken = leftOver.exec(between)
    if (broken) return { message: `“${broken[0]}” has no partner.`, at: from + broken.index }
    source += between
    rewrite += between
    const [whole, name, nameEntity, reference, referenceEntity, replacement] = found
    const start = source.length
    source += name ?? reference ?? ''
    rewrite += name ?? replacement ?? ''
    const [shown, entity] = [name ?? reference ?? '', nameEntity ?? referenceEntity ?? '']
    if (shown.trim() === '' || entity.trim() === '') return { message: 'A mark has no words or no entity.', at: found.index }
    if (name === undefined) {
      if ((replacement ?? '').trim() === '') return { message: `“${shown}” is replaced by nothing.`, at: found.index }
      references.push({ start, end: source.length, entity, text: shown, replacement: replacement ?? '' })
    } else names.push({ start, end: source.length, entity })
    from = found.index + whole.length
  }
  const rest = text.slice(from)
  const broken = leftOver.exec(rest)
  if (broken) return { message: `“${broken[0]}” has no partner.`, at: from + broken.index }
  const unnamed = references.find(({ entity }) => !names.some((name) => name.entity === entity))
  if (unnamed) return { message: `“${unnamed.text}” refers to “${unnamed.entity}”, which is named nowhere.`, at: 0 }
  return { source: source + rest, rewrite: rewrite + rest, names, references }
}

/** What a reference is an example of. */
export const phenomena = ['pronoun', 'possessive', 'descriptive', 'plural', 'cataphora'] as const
export type Phenomenon = (typeof phenomena)[number]

const possessives = /^(?:his|her|hers|its|their|theirs)$/i
const plurals = /^(?:they|them|their|theirs|these|those|both)\b/i
const pronouns = /^(?:he|him|his|she|her|hers|it|its|they|them|their|theirs)$/i

/**
 * What each reference is an example of: several at once where it is (`their` is plural and possessive). A possessive pronoun is known by
 * its replacement, since `her` may be either.
 */
export function phenomenaOf({ references, names }: MarkedText): readonly (readonly Phenomenon[])[] {
  return references.map(({ text, replacement, entity, start }) => {
    const found: Phenomenon[] = []
    if (!pronouns.test(text)) found.push('descriptive')
    else if (possessives.test(text) && /['’]s?$/.test(replacement)) found.push('possessive')
    else found.push('pronoun')
    if (plurals.test(text)) found.push('plural')
    if (names.every((name) => name.entity !== entity || name.start > start)) found.push('cataphora')
    return found
  })
}
