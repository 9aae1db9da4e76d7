import { basename, isAbsolute, join, normalize, sep } from 'node:path'
import { documentEndings, namedRowEndings } from '../../shared/documents'
import type { Failure } from '../../shared/errors'

/** What the names of files end in that are opened by dropping them, from the Dock or from another app. */
export const openedEndings: readonly string[] = [...namedRowEndings, ...documentEndings, 'yml', 'yaml']

/** Folders of a home that hold what a person may open; the rest of it is the app's own. */
const shared = ['datasets', 'uploads', 'runs', 'models', 'exports']

const mostLetters = 4096

/** What is known of a path that came from outside: a drop, the Dock, another app, a second start. */
export type OpenedPath = {
  readonly path: string
  /** The same without links. */
  readonly real: string
  readonly isFolder: boolean
  /** The app's home, without links. */
  readonly home: string
}

/** Why a path that came from outside is not opened; null where it may be. That there is a regular file is checked where it is located. */
export function refusalToOpen({ path, real, isFolder, home }: OpenedPath): Failure | null {
  if (!isAbsolute(path) || path.includes('\0') || path.length > mostLetters)
    return { code: 'bad-input', message: 'What was opened is not a whole path of a file.', hint: 'Choose it with “Open…”.' }
  if (isOwn(normalize(real), home))
    return {
      code: 'not-allowed',
      message: `${basename(path)} belongs to Antecedent itself and is not opened.`,
      hint: 'Open a dataset, a text or a table.',
    }
  if (isFolder || openedEndings.includes(endingOf(path))) return null
  return {
    code: 'bad-input',
    message: `${basename(path)} is of no kind that is opened like this.`,
    hint: `Its name would end in one of .${openedEndings.join(' .')}. “Open…” takes every file.`,
  }
}

function isOwn(path: string, home: string): boolean {
  if (path === home) return true
  if (!path.startsWith(home + sep)) return false
  return !shared.some((folder) => path.startsWith(join(home, folder) + sep))
}

function endingOf(path: string): string {
  const name = basename(path)
  const dot = name.lastIndexOf('.')
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase()
}
