import { realpath, stat } from 'node:fs/promises'
import type { FilePurpose, LocatedFile } from '../shared/contract'
import { StudioError } from '../shared/errors'
import { refusalToOpen } from './policy/opened-path'

type Locate = (path: string, purpose: FilePurpose) => Promise<LocatedFile>

/** Locates what came from outside where the policy lets it be opened. Throws what locating throws, `not-allowed` and `bad-input`. */
export function locateOpened(locate: Locate, home: string): Locate {
  return async (path, purpose) => {
    const found = await stat(path).catch(() => null)
    // Of what is not there, locating says so in its own words.
    if (found === null) return locate(path, purpose)
    const opened = { path, real: await realpath(path), isFolder: found.isDirectory(), home: await realpath(home) }
    const failure = refusalToOpen(opened)
    if (failure !== null) throw new StudioError(failure)
    return locate(path, purpose)
  }
}
