import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { Editing } from '../../../../../electron/core/workbench/editing'
import type { RowPart } from '../../../../../electron/core/workbench/journal-entries'
import { beginJournal, openRows } from '../../../../../electron/core/workbench/opening'
import { saveFiles } from '../../../../../electron/core/workbench/save-files'

/** Rows on the disk and the way to open, edit and save them, without anything that checks them. */
export async function openedRows(files: readonly { readonly path: string; readonly part: RowPart }[], journalPath: string) {
  const opened = await openRows(files, journalPath, setImmediate)
  const { document, journal, history } = opened
  for (const { file } of document.files) while (file.readOn());
  document.takeLines()
  if (!opened.isHeaded) beginJournal(journal, document)
  return { ...opened, editing: new Editing(document, journal, history), save: () => saveFiles(document, journal, history) }
}

export type Rows = Awaited<ReturnType<typeof openedRows>>

/** What the rows say, in their order. */
export function textsOf({ document }: Rows): string[] {
  return Array.from(document.order.from(), (id) => document.text(id).text)
}

/** A file in a folder of its own. */
export function fileIn(folder: string, content: string | Uint8Array, name = 'rows.jsonl'): string {
  mkdirSync(folder, { recursive: true })
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
