import { realpath, stat } from 'node:fs/promises'
import type { OpenAntecedent } from '../core/antecedent'
import { unreadable } from '../core/files/handles'
import { StudioError } from '../shared/errors'
import { refusalToOpen } from './policy/opened-path'

type Locate = OpenAntecedent['locate']

/** Locates what came from outside where it is there and the policy lets it be opened. Throws what locating throws, `not-allowed` and `bad-input`. */
export function locateOpened(locate: Locate, home: string): Locate {
  return async (path, purpose) => {
    // Locating forgives how a path was typed. What is judged here has to be what is opened, so only a path that is there as it stands goes on.
    const found = await stat(path).catch((error: unknown) => {
      throw unreadable(path, error)
    })
    const opened = { path, real: await realpath(path), isFolder: found.isDirectory(), home: await realpath(home) }
    const failure = refusalToOpen(opened)
    if (failure !== null) throw new StudioError(failure)
    return locate(path, purpose)
  }
}
