import { documentEndings } from '../../shared/documents'

/** A document as plain text. Paragraphs are parted by blank lines, line breaks are `\n`. */
export type DocumentText = {
  /** The file's name. */
  readonly name: string
  readonly text: string
  /** What of the document is not in the text, a sentence each. */
  readonly notes: readonly string[]
}

/** The kinds of files that hold one document each. */
export type DocumentKind = 'text' | 'docx' | 'pdf'

/** Longest text of a document, in UTF-16 units. */
export const mostDocumentCharacters = 20_000_000

const kinds: Readonly<Record<(typeof documentEndings)[number], DocumentKind>> = {
  txt: 'text',
  text: 'text',
  md: 'text',
  markdown: 'text',
  docx: 'docx',
  pdf: 'pdf',
}

/** The kind of document that a file's name speaks of; null where it speaks of none. */
export function kindOfName(name: string): DocumentKind | null {
  const ending = endingOf(name)
  const known = documentEndings.find((each) => each === ending)
  return known === undefined ? null : kinds[known]
}

/** What a file's name ends in behind its last dot, in small letters; '' for none. */
export function endingOf(name: string): string {
  return /\.([^./\\]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
}

/** What a file is by its first bytes. `zip` is any archive, `compound` what Office wrote before 2007 and writes for encrypted files. */
export function kindOfBytes(head: Uint8Array): DocumentKind | 'zip' | 'compound' | 'rich-text' {
  const latin = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 1024)).toString('latin1')
  if (latin.includes('%PDF-')) return 'pdf'
  if (latin.startsWith('PK\u0003\u0004')) return 'zip'
  if (latin.startsWith('\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1')) return 'compound'
  return latin.startsWith('{\\rtf') ? 'rich-text' : 'text'
}
