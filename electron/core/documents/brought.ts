import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Brought } from '../../shared/documents'
import { maxTextLength } from '../../shared/resolution'
import { unreadable } from '../files/handles'
import { seedTemplate } from '../rows/prompt-template'
import { documentsOf } from './documents'
import { holdsRows, listFile, listFolder } from './listed-files'
import { readDocument } from './read-document'

/** Most documents that are brought at once, and most characters of them together: more are resolved into a file. */
const [mostDocuments, mostCharacters] = [200, 2_000_000]

/**
 * The texts of a file or a folder, the first of many. What cannot be read is told in its place; a file of one document that cannot be read throws what
 * `readDocument` throws. A text is cut where it is longer than is resolved at once.
 */
export async function broughtFrom(path: string, signal: AbortSignal): Promise<Brought> {
  const found = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  const name = basename(path)
  if (found.isFile() && !holdsRows(name)) {
    const { text, notes } = await readDocument(path, signal)
    return { name, documents: [whole(name, text, notes)], more: false }
  }
  const { files, closed } = found.isDirectory()
    ? await listFolder(path, new Set(), signal)
    : { files: [await listFile(path, name)], closed: [] }
  const documents = closed.slice(0, mostDocuments).map(({ id, failure }): Brought['documents'][number] => failed(id, failure))
  let characters = 0
  for await (const document of documentsOf(files, { column: null, template: seedTemplate }, signal)) {
    if (documents.length === mostDocuments || characters >= mostCharacters) return { name, documents, more: true }
    const read = document.failure === null ? whole(document.id, document.text, document.notes) : failed(document.id, document.failure)
    characters += read.text.length
    documents.push(read)
  }
  return { name, documents, more: false }
}

function whole(id: string, text: string, notes: readonly string[]): Brought['documents'][number] {
  if (text.length <= maxTextLength) return { id, text, notes, failure: null }
  const cut = `Only its first ${maxTextLength.toLocaleString('en')} characters are here; the command line resolves all of it.`
  return { id, text: text.slice(0, maxTextLength), notes: [...notes, cut], failure: null }
}

const failed = (id: string, failure: NonNullable<Brought['documents'][number]['failure']>) => ({ id, text: '', notes: [], failure })
