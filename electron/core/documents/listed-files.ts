import { opendir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { namedRowEndings, rowEndings } from '../../shared/documents'
import { type Failure, StudioError } from '../../shared/errors'
import { unreadable } from '../files/handles'
import { cancelled } from '../jobs'
import { endingOf, kindOfName } from './document-text'

/** A file that holds a document, or a row a document. */
export type ListedFile = {
  readonly path: string
  /** How it is called among the others: as it was named, or its path in the folder, with `/`. */
  readonly id: string
  readonly bytes: number
}

/** The files of a folder that can be read, how many others there are, and the folders in it that cannot be read. */
export type ListedFolder = { readonly files: readonly ListedFile[]; readonly others: number; readonly closed: readonly ClosedFolder[] }

/** A folder in another that cannot be read, by its path in that, and why. */
export type ClosedFolder = { readonly id: string; readonly failure: Failure }

const mostFiles = 1_000_000
const mostDepth = 64

/** Whether a file's name speaks of rows, of which each is a document. */
export function holdsRows(name: string): boolean {
  return isOneOf(namedRowEndings, name)
}

/** A file that was named. Whether it can be read shows when it is. */
export async function listFile(path: string, id: string): Promise<ListedFile> {
  const found = await stat(path).catch(() => null)
  return { path, id, bytes: found?.size ?? 0 }
}

/**
 * The files in a folder and the folders in it whose names speak of a kind that is read, in order of their paths. Hidden ones, Word's own
 * marks of open documents and folders that are links are passed over, and so is what `leave` names. Throws `not-found`, `file-unreadable`
 * for the folder itself, `bad-input` for no folder or too many files, `cancelled`.
 */
export async function listFolder(folder: string, leave: ReadonlySet<string> = new Set(), signal?: AbortSignal): Promise<ListedFolder> {
  const found = await stat(folder).catch((error: unknown) => {
    throw unreadable(folder, error)
  })
  if (!found.isDirectory()) {
    const message = `${basename(folder)} is a file, not a folder.`
    throw new StudioError({ code: 'bad-input', message, hint: 'Name the file as a file.', where: { file: folder } })
  }
  const files: ListedFile[] = []
  const closed: ClosedFolder[] = []
  let others = 0
  const visit = async (path: string, id: string, depth: number): Promise<void> => {
    const entries = await opendir(path).catch((error: unknown) => {
      if (depth === 0) throw unreadable(path, error)
      closed.push({ id, failure: unreadable(path, error).failure })
    })
    if (entries === undefined) return
    for await (const entry of entries) {
      if (signal?.aborted) throw cancelled()
      const { name } = entry
      if (name.startsWith('.') || name.startsWith('~$')) continue
      const own = { path: join(path, name), id: id === '' ? name : `${id}/${name}` }
      if (entry.isDirectory()) {
        if (depth < mostDepth) await visit(own.path, own.id, depth + 1)
        continue
      }
      if (leave.has(own.path)) continue
      if (kindOfName(name) === null && !isOneOf(rowEndings, name)) {
        others++
        continue
      }
      const { bytes } = await listFile(own.path, own.id)
      if (files.push({ ...own, bytes }) > mostFiles) throw tooMany(folder)
    }
  }
  await visit(folder, '', 0)
  return { files: files.sort(byId), others, closed: closed.sort(byId) }
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}

function isOneOf(endings: readonly string[], name: string): boolean {
  return endings.includes(endingOf(name))
}

function tooMany(folder: string): StudioError {
  return new StudioError({
    code: 'bad-input',
    message: `${basename(folder)} has more than ${mostFiles} files.`,
    hint: 'Take its folders one by one.',
  })
}
