import { compare } from '../../alignment/edits'
import { type MarkedText, readMarkedText } from '../marked-text'

/** A row of the person's, as source and rewrite. */
export type ExamplePair = { readonly source: string; readonly rewrite: string }

/**
 * A pair as one marked text, from which the same pair is read again; null where the rewrite changes more than references, or where a text has
 * brackets or bars of its own.
 */
export function markedExample({ source, rewrite }: ExamplePair): string | null {
  if (/[[\]{}|]/.test(source + rewrite)) return null
  const { edits, clusters } = compare(source, rewrite)
  if (edits.some(({ kind }) => kind !== 'resolved')) return null
  const references = edits.map(({ start, end, before, after, cluster }) => ({
    start,
    end,
    text: `{{${before}|${letterOf(cluster ?? 0)}|${after}}}`,
  }))
  const names = clusters.flatMap(({ mentions }, cluster) =>
    mentions
      .filter((mention) => !edits.some((edit) => edit.start < mention.end && mention.start < edit.end))
      .map(({ start, end, text }) => ({ start, end, text: `[[${text}|${letterOf(cluster)}]]` })),
  )
  let [marked, from] = ['', 0]
  for (const mark of [...references, ...names].sort((one, other) => one.start - other.start)) {
    if (mark.start < from) return null
    marked += source.slice(from, mark.start) + mark.text
    from = mark.end
  }
  marked += source.slice(from)
  const read: MarkedText | { readonly message: string } = readMarkedText(marked)
  return 'message' in read || read.source !== source || read.rewrite !== rewrite ? null : marked
}

function letterOf(cluster: number): string {
  return String.fromCharCode(97 + (cluster % 26))
}
