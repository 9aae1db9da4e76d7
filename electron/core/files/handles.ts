import { randomUUID } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, isAbsolute, join, sep } from 'node:path'
import type { FilePurpose, LocatedFile } from '../../shared/contract'
import { StudioError } from '../../shared/errors'
import { errnoOf } from './atomic'

/** What kind of file each purpose needs; null for a folder, `either` for a file or a folder. */
const fileOf: Readonly<Record<FilePurpose, string | null | 'either'>> = {
  dataset: 'either',
  model: null,
  export: null,
  converter: '.py file',
  python: 'program',
  config: '.yml file',
  hosts: '.json file',
  save: null,
  document: 'document',
  texts: 'either',
}

/** Paths the person pointed at, by handles the window may hold. */
export class FileHandles {
  readonly #paths = new Map<string, string>()

  /** A handle for a path that exists and is of the kind its purpose needs. */
  async locate(typed: string, purpose: FilePurpose): Promise<LocatedFile> {
    const path = await pathOf(typed)
    if (!isAbsolute(path)) {
      throw new StudioError({
        code: 'bad-input',
        message: `“${typed}” is not a whole path.`,
        hint: 'Write it from the root, or from ~ for your home folder.',
      })
    }
    const found = await stat(path).catch((error: unknown) => {
      throw unreadable(path, error)
    })
    const wantedFile = fileOf[purpose]
    if (wantedFile === 'either') {
      if (!found.isFile() && !found.isDirectory()) throw notRegular(path)
      return this.register(path)
    }
    if (wantedFile !== null && found.isDirectory()) {
      throw new StudioError({
        code: 'file-is-folder',
        message: `${basename(path)} is a folder.`,
        hint: `Choose the ${wantedFile} inside it.`,
        where: { file: path },
      })
    }
    if (wantedFile !== null && !found.isFile()) throw notRegular(path)
    if (wantedFile === null && !found.isDirectory()) {
      throw new StudioError({
        code: 'bad-input',
        message: `${basename(path)} is not a folder.`,
        hint: 'Choose a folder.',
        where: { file: path },
      })
    }
    return this.register(path)
  }

  /** A handle for a path the app itself made or checked. */
  register(path: string): LocatedFile {
    const handle = randomUUID()
    this.#paths.set(handle, path)
    return { handle, name: basename(path), location: forPeople(path) }
  }

  /** The path behind a handle. Throws `not-found` for one that was never given. */
  path(handle: string): string {
    const path = this.#paths.get(handle)
    if (path === undefined)
      throw new StudioError({ code: 'not-found', message: 'That file is no longer known here.', hint: 'Choose it again.' })
    return path
  }
}

/** A path with the home folder as `~`. */
export function forPeople(path: string): string {
  const home = homedir()
  return path === home || path.startsWith(home + sep) ? `~${path.slice(home.length)}` : path
}

/** Why a path cannot be read, in words. */
export function unreadable(path: string, error: unknown): StudioError {
  const code = errnoOf(error)
  const name = basename(path)
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new StudioError(
      { code: 'not-found', message: `There is no ${name} at ${path}.`, hint: 'Check the path.', where: { file: path } },
      { cause: error },
    )
  }
  if (code === 'EISDIR')
    return new StudioError(
      { code: 'file-is-folder', message: `${name} is a folder.`, hint: 'Choose a file.', where: { file: path } },
      { cause: error },
    )
  const message =
    code === 'EACCES' || code === 'EPERM' ? `${name} may not be read by you.` : `${name} could not be read (${code ?? String(error)}).`
  return new StudioError(
    { code: 'file-unreadable', message, hint: 'Check the permissions of the file.', where: { file: path } },
    { cause: error },
  )
}

/** A path that names a pipe, a socket or a device where a file is needed. */
export function notRegular(path: string): StudioError {
  return new StudioError({
    code: 'file-unreadable',
    message: `${basename(path)} is a pipe or a device, not a file.`,
    hint: 'Write it to a file first, and choose that.',
    where: { file: path },
  })
}

/** What was typed, as a path. Names may begin or end with spaces, so spaces only go where nothing is called so. */
async function pathOf(typed: string): Promise<string> {
  const exact = expandHome(typed)
  const exists = await stat(exact).then(
    () => true,
    () => false,
  )
  return exists ? exact : expandHome(typed.trim())
}

/** A path as `forPeople` shows it, whole again. */
export function expandHome(path: string): string {
  return path === '~' || path.startsWith('~/') ? join(homedir(), path.slice(1)) : path
}
