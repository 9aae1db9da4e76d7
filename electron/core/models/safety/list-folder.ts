import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from 'node:fs'
import { join } from 'node:path'
import { type FileRole, isRead, maxTemplateBytes, roleOf } from './file-roles'
import { allowedRoots, isInside } from './folder-links'
import { again, type Fault, noConfig } from './refusal'

/** A file of a model folder: its name there, where its bytes are, their number, and what it is for. */
export type FolderFile = {
  readonly name: string
  readonly path: string
  readonly size: number
  readonly role: Exclude<FileRole, { readonly kind: 'refused' }>
}

/** What lies in a model folder, and a text that changes whenever a file of it does. */
export type FolderListing = { readonly ok: true; readonly files: readonly FolderFile[]; readonly stamp: string }

/** Most names in one folder: the largest models have some two hundred files of weights. */
const mostEntries = 2000
/** Folders below that transformers looks into; what is in others is never opened. */
const templateFolder = 'additional_chat_templates'

/**
 * Lists a model folder without opening a file: names allowed, regular files only, links only where they stay inside. A link is
 * followed by the file system's own account (`realpath`), so a chain of links counts by its end.
 */
export function listFolder(folder: string): FolderListing | { readonly ok: false; readonly fault: Fault } {
  const refused = (file: string | null, why: string, hint: string) => ({ ok: false, fault: { file, why, hint } }) as const
  let root: string
  let names: string[]
  try {
    root = realpathSync(folder)
    names = readdirSync(root)
  } catch {
    return refused(null, 'it is not there or may not be read', 'Check its place and its permissions.')
  }
  if (!names.some((name) => name.toLowerCase() === 'config.json')) return { ok: false, fault: noConfig }
  if (names.length > mostEntries) return refused(null, `it has ${names.length} files`, 'Choose the folder of the model itself.')
  const roots = allowedRoots(root)
  const files: FolderFile[] = []
  const stamps: string[] = [root]
  const seen = new Set<string>()
  for (const name of names.sort()) {
    const folded = name.normalize('NFC').toLowerCase()
    if (seen.has(folded)) return refused(name, 'is there twice, in capital and in small letters', 'Keep the one that belongs to the model.')
    seen.add(folded)
    const found = resolveEntry(root, name, roots)
    if (typeof found === 'string') return refused(name, found, 'Put the file itself there, or download the model again.')
    const { path, stats } = found
    if (stats.isDirectory()) {
      const fault = folded === templateFolder ? listTemplates(path, name, roots, files, stamps) : folderInPlaceOfFile(name)
      if (fault !== null) return { ok: false, fault }
      continue
    }
    const role = roleOf(name)
    if (role.kind === 'refused') return refused(name, role.why, role.hint)
    if (!stats.isFile()) return refused(name, 'is a pipe, a socket or a device', again)
    files.push({ name, path, size: stats.size, role })
    stamps.push(stampOf(name, stats))
  }
  return { ok: true, files, stamp: stamps.join('\n') }
}

/** A folder that has the name of a file which is read would be opened in its place. */
function folderInPlaceOfFile(name: string): Fault | null {
  return isRead(name) ? { file: name, why: 'is a folder where a file belongs', hint: again } : null
}

function listTemplates(path: string, folder: string, roots: readonly string[], files: FolderFile[], stamps: string[]): Fault | null {
  const names = readdirSync(path)
  if (names.length > mostEntries) return { file: folder, why: `has ${names.length} files`, hint: again }
  for (const name of names.sort()) {
    const file = join(folder, name)
    if (!/^[\w.-]+\.jinja$/.test(name)) return { file, why: 'is no chat template', hint: 'Take it out of the folder.' }
    const found = resolveEntry(path, name, roots)
    if (typeof found === 'string') return { file, why: found, hint: again }
    if (!found.stats.isFile()) return { file, why: 'is no file', hint: again }
    files.push({ name: file, path: found.path, size: found.stats.size, role: { kind: 'template', most: maxTemplateBytes } })
    stamps.push(stampOf(file, found.stats))
  }
  return null
}

/** Where an entry leads and what is there, or why it may not, as the end of a sentence that begins with its name. */
function resolveEntry(folder: string, name: string, roots: readonly string[]): { path: string; stats: Stats } | string {
  const entry = join(folder, name)
  try {
    const own = lstatSync(entry)
    if (!own.isSymbolicLink()) return { path: entry, stats: own }
    const path = realpathSync(entry)
    return isInside(path, roots) ? { path, stats: statSync(path) } : 'is a link that leads out of the folder'
  } catch {
    return 'is a link that leads nowhere, or may not be read'
  }
}

function stampOf(name: string, { size, mtimeMs, ctimeMs, ino }: Stats): string {
  return `${name} ${size} ${mtimeMs} ${ctimeMs} ${ino}`
}
