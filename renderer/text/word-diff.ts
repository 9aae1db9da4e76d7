import { diffArrays } from 'diff'

/** A stretch of a rewrite against its source. */
export type DiffSegment = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string }

/** Words, runs of spaces, and single other signs; a possessive stays with its word. */
const token = /[\p{L}\p{N}\p{M}]+(?:[’'-][\p{L}\p{N}\p{M}]+)*|\s+|[^\p{L}\p{N}\p{M}\s]/gu

/** A text's words, spaces and signs, in order; together they are the text. */
export const wordTokens = (text: string): readonly string[] => text.match(token) ?? []

type Part = { readonly added: boolean; readonly removed: boolean; readonly value: readonly string[] }
type Change = { gone: string; added: string }

/**
 * What was struck and what was written, word by word. Where several words became one ("The tech giant", "Microsoft") the spaces
 * between them go along; two replaced pronouns side by side stay two changes.
 */
export function wordDiff(source: string, rewrite: string): readonly DiffSegment[] {
  const pieces = piecesOf(diffArrays([...wordTokens(source)], [...wordTokens(rewrite)]))
  const segments: DiffSegment[] = []
  let pending: Change | null = null
  pieces.forEach((piece, place) => {
    if (typeof piece !== 'string')
      pending = pending === null ? piece : { gone: pending.gone + piece.gone, added: pending.added + piece.added }
    else if (pending !== null && piece.trim() === '' && joins(pending, pieces[place + 1])) {
      pending = { gone: pending.gone + piece, added: pending.added + piece }
    } else {
      segments.push(...written(pending), { kind: 'same', text: piece })
      pending = null
    }
  })
  return tidied([...segments, ...written(pending)])
}

/** The diff as unchanged text and changes in turn. */
function piecesOf(parts: readonly Part[]): readonly (string | Change)[] {
  const pieces: (string | Change)[] = []
  for (const part of parts) {
    const text = part.value.join('')
    const last = pieces.at(-1)
    if (!part.added && !part.removed) pieces.push(text)
    else if (last === undefined || typeof last === 'string') pieces.push({ gone: part.removed ? text : '', added: part.added ? text : '' })
    else if (part.removed) last.gone += text
    else last.added += text
  }
  return pieces
}

/** A reference of one word: what stands next to it is another change. */
const pronoun = /^(?:he|him|his|she|hers?|it|its|they|them|theirs?|this|that|these|those|we|us|ours?)$/i

const whole = (change: Change): boolean => change.gone.trim() !== '' && change.added.trim() !== ''

function joins(before: Change, after: string | Change | undefined): boolean {
  return after !== undefined && typeof after !== 'string' && !(whole(before) && whole(after) && pronoun.test(before.gone.trim()))
}

function written(change: Change | null): readonly DiffSegment[] {
  if (change === null) return []
  const gone: readonly DiffSegment[] = change.gone === '' ? [] : [{ kind: 'gone', text: change.gone }]
  return change.added === '' ? gone : [...gone, { kind: 'new', text: change.added }]
}

/** Spaces that end both halves of a change belong to the text after it. */
function tidied(segments: readonly DiffSegment[]): readonly DiffSegment[] {
  return segments.flatMap((segment, place): readonly DiffSegment[] => {
    const next = segments[place + 1]
    const before = segments[place - 1]
    if (segment.kind === 'gone' && next?.kind === 'new' && spaced(segment.text, next.text))
      return [{ kind: 'gone', text: segment.text.trimEnd() }]
    if (segment.kind === 'new' && before?.kind === 'gone' && spaced(before.text, segment.text)) {
      const text = segment.text.trimEnd()
      return [
        { kind: 'new', text },
        { kind: 'same', text: segment.text.slice(text.length) },
      ]
    }
    return [segment]
  })
}

const spaced = (gone: string, added: string): boolean => {
  const end = /\s+$/.exec(gone)?.[0]
  return end !== undefined && added.endsWith(end) && added.trim() !== '' && gone.trim() !== ''
}

/** What two ways of writing one name share: without possessive, outer signs and case. "Amazon’s" and "amazon" are one. */
export function nameKey(text: string): string {
  return text
    .trim()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replace(/[’']s?$/u, '')
    .toLowerCase()
}
