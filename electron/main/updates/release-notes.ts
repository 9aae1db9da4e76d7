import { visibleSegments } from '../../shared/hidden-characters'

const mostLetters = 1200

/** What a release says of itself: a text, or one for each version since ours. */
export type ReleaseNotes = string | readonly { readonly version: string; readonly note: string | null }[] | null | undefined

/**
 * Release notes as plain words of at most 1200 letters: they come from a server and are shown in a dialog, so tags go, and so do characters that
 * are not seen. '' where there are none.
 */
export function notesInWords(notes: ReleaseNotes): string {
  if (!notes) return ''
  const text = typeof notes === 'string' ? notes : notes.map(({ version, note }) => `${version}\n${note ?? ''}`).join('\n\n')
  const plain = visibleSegments(withoutTags(text))
    .map((segment) => (segment.kind === 'text' ? segment.text : ''))
    .join('')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n ?/g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
  return plain.length <= mostLetters ? plain : `${plain.slice(0, mostLetters).replace(/\s+\S*$/, '')} …`
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", nbsp: ' ' }

function withoutTags(text: string): string {
  return text
    .slice(0, 100_000)
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/<li[^<>]*>/gi, '\n• ')
    .replaceAll(/<br[^<>]*>|<\/(?:p|div|h[1-6]|ul|ol)>/gi, '\n')
    .replaceAll(/<\/?[a-z!][^<>]*>/gi, '')
    .replaceAll(/&(#39|[a-z]+);/g, (whole, name: string) => entities[name] ?? whole)
}
