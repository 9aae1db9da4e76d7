import { isName } from '../alignment/references'
import type { Token } from '../alignment/tokens'
import { genderOfFirstName } from './first-names'
import { isVerbForm } from './grammar'
import type { Pair } from './pair'
import { isPlace } from './places'
import { isNoEntity, isOpener } from './plain-capitals'
import { plain } from './spelling'

/** The first name or number between two positions of the output that the source never has, or null. Positions are the output's. */
export function inventionIn(
  pair: Pair,
  from: number,
  to: number,
): { readonly from: number; readonly to: number; readonly number: boolean } | null {
  const { tokens } = pair.output
  for (let position = from; position < to; position++) {
    const token = tokens[position]
    if (token === undefined || !isInvented(pair, token, tokens[position + 1], to - from === 1)) continue
    let end = position + 1
    for (
      let next = tokens[end];
      end < to && next !== undefined && isName(next) && !next.startsSentence && isUnknown(pair, next);
      next = tokens[end]
    )
      end++
    return { from: position, to: end, number: /^\p{N}/u.test(token.key) }
  }
  return null
}

function isInvented(pair: Pair, token: Token, next: Token | undefined, alone: boolean): boolean {
  if (!isName(token) || !isUnknown(pair, token)) return false
  if (!token.startsSentence || /^\p{N}/u.test(token.key)) return true
  // A capital at a sentence start may be an ordinary word's.
  if (
    genderOfFirstName(token.folded) !== null ||
    isPlace(token.folded) ||
    (isNoEntity(token.folded) && token.folded !== 'may' && token.folded !== 'march')
  )
    return true
  return !isOpener(token.folded) && (alone || (next !== undefined && (next.folded === "'s" || isName(next) || isVerbForm(next.folded))))
}

/** Whether the source has no word like this one: none of its spellings, no longer name that it is a part of, no name it is the initials of. */
function isUnknown({ indexed }: Pair, token: Token): boolean {
  if (indexed.places.has(token.folded)) return false
  const word = plain(token.folded)
  const stem = word.replace(/s$/, '')
  const digits = /^\d+/.exec(word)?.[0]
  for (const known of indexed.places.keys()) {
    const other = plain(known)
    if (other === word || other.replace(/s$/, '') === stem) return false
    if (digits !== undefined && /^\d+/.exec(other)?.[0] === digits) return false
    if (known.length > token.folded.length && /[-.&]/.test(known) && known.split(/[-.&]/).includes(token.folded)) return false
    if (/[-.&]/.test(token.folded) && token.folded.split(/[-.&]/).every((part) => part === '' || indexed.places.has(part))) return false
  }
  return !(/^\p{Lu}{2,6}$/u.test(token.key.replaceAll('.', '')) && isInitials(indexed.tokens, token.key.replaceAll('.', '')))
}

function isInitials(source: readonly Token[], initials: string): boolean {
  const letters = source
    .filter((token) => !/^(?:of|the|and|for)$/.test(token.folded))
    .map((token) => (isName(token) ? token.key.slice(0, 1) : ' '))
  return letters.join('').includes(initials)
}
