import { diffArrays } from 'diff'

/** A stretch of a rewrite against its source. */
export type DiffSegment = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string }

/** Words, runs of spaces, and single other signs; a possessive stays with its word. */
const token = /[\p{L}\p{N}\p{M}]+(?:[’'-][\p{L}\p{N}\p{M}]+)*|\s+|[^\p{L}\p{N}\p{M}\s]/gu

/** A text's words, spaces and signs, in order; together they are the text. */
export const wordTokens = (text: string): readonly string[] => text.match(token) ?? []

/** What was struck and what was written, word by word. Spaces between two changed words go with them. */
export function wordDiff(source: string, rewrite: string): readonly DiffSegment[] {
  const parts = diffArrays([...wordTokens(source)], [...wordTokens(rewrite)])
  const segments: DiffSegment[] = []
  let gone = ''
  let added = ''
  const flush = () => {
    if (gone !== '') segments.push({ kind: 'gone', text: gone })
    if (added !== '') segments.push({ kind: 'new', text: added })
    gone = ''
    added = ''
  }
  parts.forEach((part, place) => {
    const text = part.value.join('')
    if (part.removed) gone += text
    else if (part.added) added += text
    else if (text.trim() === '' && gone + added !== '' && changes(parts[place + 1])) {
      gone += gone === '' ? '' : text
      added += text
    } else {
      flush()
      segments.push({ kind: 'same', text })
    }
  })
  flush()
  return segments
}

const changes = (part: { added: boolean; removed: boolean } | undefined): boolean => part !== undefined && (part.added || part.removed)

/** What two ways of writing one name share: without possessive, outer signs and case. "Amazon’s" and "amazon" are one. */
export function nameKey(text: string): string {
  return text
    .trim()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replace(/[’']s?$/u, '')
    .toLowerCase()
}
