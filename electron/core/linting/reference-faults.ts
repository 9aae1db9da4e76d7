import { isNamedIn } from '../alignment/phrases'
import { isContentWord } from '../alignment/references'
import type { Token } from '../alignment/tokens'
import { antecedentsOf, isNear, isPossessiveAt } from './antecedents'
import type { Draft } from './draft'
import type { Mend } from './finding'
import { isAdverb } from './grammar'
import { inventionIn } from './inventions'
import { inPlaceOf, nameOf } from './naming'
import type { Pair } from './pair'
import type { Replacement } from './replacement'
import { hasRival } from './rivals'
import { plain, standard } from './spelling'
import { quote, textOf } from './wording'

/** A finding where a reference was replaced by a name or number, or by words, that the source does not have; null where it has them. */
export function unknownTarget(pair: Pair, replacement: Replacement): Draft | null {
  const { target, outputFrom } = replacement
  const { tokens, text } = pair.output
  const invention = inventionIn(pair, outputFrom, outputFrom + target.length)
  if (invention !== null) {
    const [first, last] = [tokens[invention.from], tokens[invention.to - 1]]
    if (first === undefined || last === undefined) return null
    return {
      code: 'invented-entity',
      message: inventionMessage(textOf(text, tokens, invention.from, invention.to), invention.number),
      side: 'rewrite',
      start: first.start,
      end: last.end,
      at: first.start,
      mend: rightName(pair, replacement) ?? putBack(pair, replacement),
    }
  }
  if (isNamedIn(pair.indexed, target)) return null
  if (target.every((token) => !isContentWord(token) || stands(pair, token)) && !target.some(isAdverb)) return null
  return {
    code: 'changed-words',
    message: `${quote(textOfTokens(pair.source.text, replacement.reference))} became ${quote(textOfTokens(text, target))}, which the source does not say.`,
    ...spanOf(target),
    side: 'rewrite',
    mend: rightName(pair, replacement) ?? putBack(pair, replacement),
  }
}

/** What is said of a name or number that the source lacks. */
export function inventionMessage(words: string, number: boolean): string {
  return number
    ? `${quote(words)} is in the rewrite, and the source does not have that number.`
    : `${quote(words)} is in the rewrite, and the source never names it.`
}

/** The mend that writes the only name which the pronoun agrees with; null for a description, or where several do or none. */
export function rightName(pair: Pair, { piece, pronoun, target }: Replacement): Mend | null {
  if (pronoun === null) return null
  const candidates = antecedentsOf(pair.source, piece.from)
  const [candidate] = candidates
  const possessive = isPossessiveAt(pair.source.tokens, piece.from)
  if (
    candidate === undefined ||
    candidates.length > 1 ||
    possessive === null ||
    !isNear(pair.source.tokens, candidate, piece.from, 2) ||
    hasRival(pair.source.tokens, piece.from, candidate.mentions)
  )
    return null
  const [first, last] = [target[0], target.at(-1)]
  if (first === undefined || last === undefined) return null
  const words = inPlaceOf(pronoun, nameOf(pair.source, candidate, piece.from), candidate, possessive, pair.output.text)
  if (words === textOfTokens(pair.output.text, target)) return null
  return { label: `Write ${quote(words)}`, side: 'rewrite', edits: [{ start: first.start, end: last.end, text: words }] }
}

function putBack(pair: Pair, { reference, target }: Replacement): Mend | null {
  const [first, last] = [target[0], target.at(-1)]
  const words = textOfTokens(pair.source.text, reference)
  if (first === undefined || last === undefined || words === '') return null
  return { label: `Put back ${quote(words)}`, side: 'rewrite', edits: [{ start: first.start, end: last.end, text: words }] }
}

/** Whether the source has the word, in the singular or the plural. */
function stands({ indexed }: Pair, token: Token): boolean {
  if (indexed.places.has(token.folded)) return true
  const stem = stemOf(token.folded)
  for (const known of indexed.places.keys()) if (stemOf(known) === stem) return true
  return false
}

function stemOf(word: string): string {
  return standard(plain(word)).replace(/(?:es|s)$/, '')
}

/** The characters that consecutive tokens cover. */
export function textOfTokens(text: string, tokens: readonly Token[]): string {
  return textOf(text, tokens, 0, tokens.length)
}

/** Where consecutive tokens of the rewrite stand. */
export function spanOf(tokens: readonly Token[]): { readonly start: number; readonly end: number; readonly at: number } {
  const start = tokens[0]?.start ?? 0
  return { start, end: tokens.at(-1)?.end ?? start, at: start }
}
