import type { MarkedReference, MarkedText } from '../../electron/core/growing/marked-text'

/** A phrase without its article and its sign of the possessive, in small letters: `The Lark Foundation's` → `lark foundation`. */
export function bareName(phrase: string): string {
  return phrase
    .replace(/^(?:the|an?) /i, '')
    .replace(/['\u2019]s?$/, '')
    .toLowerCase()
}

/** What each entity is called in the rewrite: its marked name of the fewest words, the last of several. */
export function namesByEntity({ source, names }: MarkedText): ReadonlyMap<string, string> {
  const shortest = new Map<string, string>()
  const words = (name: string) => name.split(' ').length
  for (const { entity, start, end } of names) {
    const [name, known] = [bareName(source.slice(start, end)), shortest.get(entity)]
    if (known === undefined || words(name) <= words(known)) shortest.set(entity, name)
  }
  return shortest
}

/** Whether a reference is replaced by its entity's name, or by a list of names that begins with it (`Ana and Tom` for the two of them). */
export function isNamedByRule(reference: MarkedReference, names: ReadonlyMap<string, string>): boolean {
  const replacement = bareName(reference.replacement)
  const name = names.get(reference.entity)
  if (replacement === name) return true
  const members = replacement.split(/, and |, | and /).map(bareName)
  const known = new Set(names.values())
  return members.length > 1 && members[0] === name && members.every((member) => known.has(member))
}
