import { type Stretch, sentencesOf } from '../../documents/sentences'

/** A part of a document that becomes one row: whole sentences. */
export type Passage = Stretch & { readonly text: string }

/**
 * Divides a document into passages that end where sentences do and have about `target` characters: at most that, unless one sentence
 * alone is longer. A passage goes on over a paragraph's end only while it has less than half of that.
 * Together the passages are everything but the white space between them.
 */
export function passagesOf(document: string, target: number): readonly Passage[] {
  const passages: Passage[] = []
  let open: Stretch | null = null
  const close = () => {
    if (open !== null) passages.push({ ...open, text: document.slice(open.start, open.end) })
  }
  for (const sentence of sentencesOf(document)) {
    if (open !== null && joins(document, open, sentence, target)) open = { start: open.start, end: sentence.end }
    else {
      close()
      open = sentence
    }
  }
  close()
  return passages
}

function joins(document: string, open: Stretch, next: Stretch, target: number): boolean {
  if (next.end - open.start > target) return false
  const newParagraph = /\n[^\S\n]*\n/.test(document.slice(open.end, next.start))
  return !newParagraph || open.end - open.start < target / 2
}
