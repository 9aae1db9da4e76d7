import { rmSync } from 'node:fs'
import type { Document } from './document'
import type { History } from './history'
import { type Journal, syncFolderOf } from './journal'
import { type FileToOpen, journalled } from './opening'
import { numbersAfter, partsByHand, pastLines } from './past'
import { draftOf, filesToWrite, isUntouched, putInPlace, type WrittenFile, writeDraft } from './saving'
import { SourceFile } from './source-file'

/** What a save left: the files as they are now, and the new number of each row. */
export type Saved = { readonly files: readonly FileToOpen[]; readonly numbers: Uint32Array }

/**
 * Writes a document to its files. Each is whole beside its place before the first one takes it; then the journal begins anew with every
 * step told over the new lines. Cut off anywhere, the old files stand with their edits noted, or the new ones.
 */
export function saveFiles(document: Document, journal: Journal, history: History): Saved {
  const files = filesToWrite(document)
  const order = files.flatMap(({ rows }) => [...rows])
  const numbers = numbersAfter(document.rows, order)
  const drafts: (WrittenFile | null)[] = []
  const places = files.map((file) => (isUntouched(document, file) ? null : draftOf(file.path)))
  journal.append([{ type: 'writing', drafts: places.filter((place) => place !== null) }])
  try {
    for (const [at, file] of files.entries()) {
      const place = places[at] ?? null
      drafts.push(place === null ? null : writeDraft(document, file, place))
    }
    journal.append([
      {
        type: 'saving',
        files: files.map(({ path, source }, at) => ({
          path,
          draft: drafts[at]?.draft ?? null,
          sha256: drafts[at]?.sha256 ?? source?.sha256 ?? '',
        })),
        parts: partsByHand(document, numbers),
      },
    ])
  } catch (error) {
    for (const draft of drafts) if (draft) rmSync(draft.draft, { force: true })
    throw error
  }
  for (const draft of drafts) if (draft) putInPlace(draft)
  for (const { path } of files) syncFolderOf(path)
  const opened = files.map(({ path, part, source }, at): FileToOpen => {
    const sha256 = drafts[at]?.sha256 ?? source?.sha256
    return { path, part, ...(sha256 !== undefined && { sha256 }) }
  })
  beginAnew(document, journal, history, numbers, opened)
  return { files: opened, numbers }
}

/** The files are saved whether or not the journal can be begun anew: it says which content its edits are part of. */
function beginAnew(document: Document, journal: Journal, history: History, numbers: Uint32Array, files: readonly FileToOpen[]): void {
  try {
    const written = files.map(({ path, sha256 }) => SourceFile.open(path, sha256 ?? null))
    for (const file of written) while (file.readOn());
    journal.replace((fresh) => {
      fresh.append([{ type: 'opened', files: written.map(journalled) }])
      fresh.append(pastLines(document, history, numbers))
    })
    for (const file of written) file.close()
  } catch {
    // Noted already.
  }
}
