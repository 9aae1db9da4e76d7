import { createHash } from 'node:crypto'
import type { DatasetSummary } from '../../shared/dataset'
import { forPeople } from '../files/handles'
import type { Bench } from './bench'
import type { Document } from './document'

/** What a dataset is called, and where it is. */
export type DatasetName = Pick<DatasetSummary, 'id' | 'name' | 'origin'> & { readonly path: string }

/** Counts for the head of a list. */
export function summaryOf(
  { id, name, origin, path }: DatasetName,
  { document, history, checking }: Bench,
  more: Pick<DatasetSummary, 'changedOnDisk' | 'note' | 'epoch' | 'changes' | 'revision'>,
): DatasetSummary {
  const { counts, format, progress, wantsSense, isEnglish } = checking
  const { files, order } = document
  return {
    id,
    name,
    origin,
    location: forPeople(path),
    bytes: files.reduce((sum, { file }) => sum + file.size, 0),
    rows: order.length,
    usableRows: order.length - counts.unusable,
    format,
    problems: counts.all,
    flaggedRows: counts.flagged,
    checking: progress,
    checksSense: wantsSense,
    isEnglish,
    unsavedRows: history.isSaved ? 0 : unsavedRows(document),
    undo: history.last?.label ?? null,
    redo: history.next?.label ?? null,
    parts: rowsByPart(document),
    sha256: isIndexed(document) ? sha256Of(document) : null,
    ...more,
  }
}

/** Whether every line of the files is known. */
export function isIndexed({ files }: Document): boolean {
  return files.every(({ file }) => file.isIndexed)
}

/** SHA-256 of a dataset's files, in hex: of the one, or of the parts with their names. */
export function sha256Of({ files }: Document): string {
  const [only, ...others] = files
  if (only && others.length === 0) return only.file.sha256
  const hash = createHash('sha256')
  for (const { file, part } of files) hash.update(`${part} ${file.sha256}\n`)
  return hash.digest('hex')
}

/** Rows that a save would write, leave out, or write to another file. Parts given by hand are noted here, and in no file. */
export function unsavedRows(document: Document): number {
  const { order, lines } = document
  let [changed, kept] = [0, 0]
  for (const id of order.from()) {
    if (id < lines) kept += 1
    if (document.isEdited(id) || document.isMoved(id)) changed += 1
  }
  return changed + lines - kept
}

function rowsByPart(document: Document): DatasetSummary['parts'] {
  const parts = { train: 0, valid: 0, test: 0 }
  if (!document.isDivided && !document.hasParts) return parts
  for (const id of document.order.from()) {
    const part = document.part(id)
    if (part) parts[part] += 1
  }
  return parts
}
