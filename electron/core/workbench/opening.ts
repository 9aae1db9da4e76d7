import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Document, type DocumentFile } from './document'
import { History } from './history'
import { Journal } from './journal'
import type { JournalEntry, JournalledFile, RowPart } from './journal-entries'
import { putInParts, replay } from './replay'
import { isDraft } from './saving'
import { SourceFile } from './source-file'

/** A file that is opened: its path, its part of the data, and its hash where that is known. */
export type FileToOpen = { readonly path: string; readonly part: RowPart; readonly sha256?: string }

/** A dataset as it stands: its files, what was done to them, and where that is noted. */
export type OpenedRows = {
  readonly document: Document
  readonly journal: Journal
  readonly history: History
  /** Whether the journal says that it is of these files; one that says nothing is begun with the first step. */
  readonly isHeaded: boolean
  /** Where a journal went that belongs to other content, or whose lines could not all be read; null where it did not have to. */
  readonly setAside: string | null
}

type Opened = Extract<JournalEntry, { type: 'opened' }>
type Saving = Extract<JournalEntry, { type: 'saving' }>

/**
 * Opens files with their journal. Where that holds steps, the files are read through first; `pause` is awaited in between. What was
 * done to the same content comes back; a journal of other content is set aside beside it, never thrown away.
 */
export async function openRows(files: readonly FileToOpen[], journalPath: string, pause: () => Promise<void>): Promise<OpenedRows> {
  const opening = openInPieces(files, journalPath)
  for (let step = opening.next(); ; step = opening.next()) {
    if (step.done) return step.value
    await pause()
  }
}

/** The same in one piece. */
export function openRowsAtOnce(files: readonly FileToOpen[], journalPath: string): OpenedRows {
  const opening = openInPieces(files, journalPath)
  for (let step = opening.next(); ; step = opening.next()) if (step.done) return step.value
}

function* openInPieces(files: readonly FileToOpen[], journalPath: string): Generator<void, OpenedRows> {
  const journal = Journal.open(journalPath)
  const noted = notesOf(journal)
  if (noted.saving) finishSaving(noted.saving)
  for (const draft of [...noted.drafts, ...filesBeside(journalPath)]) if (isDraft(draft)) rmSync(draft, { force: true })
  const opened: DocumentFile[] = []
  try {
    for (const { path, part, sha256 } of files) opened.push({ file: SourceFile.open(path, sha256 ?? null), part })
    if (!noted.hasSteps)
      return { document: new Document(opened, journal), journal, history: new History(), isHeaded: false, setAside: null }
    for (const { file } of opened) while (file.readOn()) yield
    return broughtBack(opened, journal, noted)
  } catch (error) {
    for (const { file } of opened) file.close()
    journal.close()
    throw error
  }
}

/** Begins a journal for the files of a document, all of whose lines are known. */
export function beginJournal(journal: Journal, document: Document): void {
  journal.replace((fresh) => fresh.append([{ type: 'opened', files: document.files.map(({ file }) => journalled(file)) }]))
}

type Notes = {
  readonly opened: Opened | null
  /** The last save that was begun, and the byte behind it. */
  readonly saving: (Saving & { readonly end: number }) | null
  readonly hasSteps: boolean
  /** Files that were being written when the app was last heard of. */
  readonly drafts: readonly string[]
}

/** What has to be known of a journal before its files are opened. */
function notesOf(journal: Journal): Notes {
  let opened: Notes['opened'] = null
  let saving: Notes['saving'] = null
  let hasSteps = false
  const drafts: string[] = []
  const damaged = { lines: 0 }
  for (const { entry, place } of journal.entries(damaged)) {
    if (entry.type === 'opened') opened = entry
    else if (entry.type === 'writing') drafts.push(...entry.drafts)
    else if (entry.type === 'saving') saving = { ...entry, end: place.offset + place.length + 1 }
    else hasSteps = true
  }
  return { opened, saving, hasSteps: hasSteps || saving !== null || damaged.lines > 0, drafts }
}

/** What lies in the journal's folder, which is the app's own: among it journals that were not finished. */
function filesBeside(journalPath: string): string[] {
  const folder = dirname(journalPath)
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return []
  return readdirSync(folder).map((name) => join(folder, name))
}

/** A save that was cut off between two of its files goes on: all of them were whole before the first took its place. */
function finishSaving({ files }: Saving): void {
  const begun = files.some(({ draft }) => draft !== null && statSync(draft, { throwIfNoEntry: false }) === undefined)
  for (const { path, draft } of files) {
    if (draft === null) continue
    try {
      if (begun) renameSync(draft, path)
      else rmSync(draft, { force: true })
    } catch {
      // It took its place already, or somebody else removed it.
    }
  }
}

function broughtBack(files: readonly DocumentFile[], journal: Journal, { opened, saving }: Notes): OpenedRows {
  const document = new Document(files, journal)
  document.takeLines()
  const history = new History()
  const damaged = { lines: 0 }
  if (saving !== null && isContent(files, saving.files)) {
    // The files hold all that was noted before they were written.
    for (const { part, rows } of saving.parts) putInParts(document, part, rows)
    replay(journal, document, history, damaged, saving.end)
  } else if (opened !== null && isContent(files, opened.files)) replay(journal, document, history, damaged)
  else {
    const setAside = journal.setAside()
    beginJournal(journal, document)
    return { document, journal, history, isHeaded: true, setAside }
  }
  return { document, journal, history, isHeaded: true, setAside: damaged.lines > 0 ? journal.setAside() : null }
}

/** A file as a journal names it. */
export function journalled(file: SourceFile): JournalledFile {
  return { path: file.path, sha256: file.sha256, rows: file.lines.count }
}

function isContent(files: readonly DocumentFile[], named: readonly { readonly sha256: string }[]): boolean {
  return files.length === named.length && files.every(({ file }, at) => file.sha256 === named[at]?.sha256)
}
