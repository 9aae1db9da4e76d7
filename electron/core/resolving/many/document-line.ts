import { createHash } from 'node:crypto'
import type { Failure } from '../../../shared/errors'
import type { FoundDocument } from '../../documents/documents'
import type { LongAnswer, LongPart } from '../long/resolve-long'

/** What is worth a look in an answer. */
export type DocumentFlag =
  /** Parts of it are left as in the source, since the model made no rewrite of them. */
  | 'garbled'
  /** It has no text. */
  | 'empty'
  /** Something of the document is not in its text: `notes` say what. */
  | 'notes'

/** One line of the answers: a document and its rewrite. Offsets are UTF-16 units. */
export type DocumentLine = {
  readonly id: string
  readonly source: string
  readonly output: string
  readonly flags: readonly DocumentFlag[]
  /** Where it was asked in several parts, or some of it is garbled. */
  readonly parts?: readonly LongPart[]
  readonly notes?: readonly string[]
}

/** The line of a document that failed, in its place among the others. */
export type FailedLine = { readonly id: string; readonly source?: string; readonly error: Pick<Failure, 'code' | 'message' | 'hint'> }

/** The line of an answered document. */
export function lineOf({ id, text, notes }: Extract<FoundDocument, { failure: null }>, { output, parts }: LongAnswer): DocumentLine {
  const flags: DocumentFlag[] = []
  if (parts.some(({ state }) => state === 'garbled')) flags.push('garbled')
  if (text.trim() === '') flags.push('empty')
  if (notes.length > 0) flags.push('notes')
  const shown = parts.length > 1 || flags.includes('garbled')
  return { id, source: text, output, flags, ...(shown && { parts }), ...(notes.length > 0 && { notes }) }
}

/** What a text is known by, or a document by its id and its text: 22 characters. */
export function keyOf(...texts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const text of texts) hash.update(`${text.length} `).update(text)
  return hash.digest('base64url').slice(0, 22)
}
