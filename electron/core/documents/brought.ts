import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Brought } from '../../shared/documents'
import type { Failure } from '../../shared/errors'
import { count } from '../../shared/quantities'
import { maxTextLength } from '../../shared/resolution'
import { unreadable } from '../files/handles'
import { seedTemplate } from '../rows/prompt-template'
import { documentsOf } from './documents'
import { holdsRows, type ListedFolder, listFile, listFolder } from './listed-files'
import { readDocument } from './read-document'

/** Most documents that are brought at once, and most characters of them together: more are resolved into a file. */
const [mostDocuments, mostCharacters] = [200, 2_000_000]

type BroughtDocument = Brought['documents'][number]

/**
 * The texts of a file or a folder, the first of many. What cannot be read is told in its place, folders that cannot be before everything else; a
 * file of one document that cannot be read throws what `readDocument` throws. A text is cut where it is longer than is resolved at once.
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
  const listed = found.isDirectory() ? await listFolder(path, new Set(), signal) : { files: [await listFile(path, name)], closed: [] }
  const documents: BroughtDocument[] = []
  let characters = 0
  for await (const document of documentsIn(listed, signal)) {
    if (documents.length === mostDocuments || characters >= mostCharacters) return { name, documents, more: true }
    characters += document.text.length
    documents.push(document)
  }
  return { name, documents, more: false }
}

/** What cannot be listed, then what can, read as it is asked for. */
async function* documentsIn(
  { files, closed }: Pick<ListedFolder, 'files' | 'closed'>,
  signal: AbortSignal,
): AsyncGenerator<BroughtDocument> {
  for (const { id, failure } of closed) yield failed(id, failure)
  for await (const document of documentsOf(files, { column: null, template: seedTemplate }, signal))
    yield document.failure === null ? whole(document.id, document.text, document.notes) : failed(document.id, document.failure)
}

function whole(id: string, text: string, notes: readonly string[]): BroughtDocument {
  if (text.length <= maxTextLength) return { id, text, notes, failure: null }
  const cut = `Only its first ${count(maxTextLength)} characters are here; the command line resolves all of it.`
  return { id, text: text.slice(0, maxTextLength), notes: [...notes, cut], failure: null }
}

function failed(id: string, failure: Failure): BroughtDocument {
  return { id, text: '', notes: [], failure }
}
