import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StudioError } from '../../shared/errors'
import { cancelled } from '../jobs'
import { errnoOf, syncFolder, syncTree, writeFailure } from './atomic'

/** Where a new folder is made, absolute paths: `out`, to be made and filled, and `unfinished` around it, for what is on the way. */
export type Workplace = { readonly unfinished: string; readonly out: string }

/**
 * Makes a new folder: it appears whole or not at all, and nothing is written over. All that is half is inside one hidden folder beside it, also
 * what a process that was killed leaves behind. Throws `file-not-written` where something is there, `disk-full`, `cancelled`, and what the two
 * steps throw.
 * @param path absolute, in a folder that is there
 * @param make fills `out`
 * @param accept takes it over at its path; where that fails there is no folder
 */
export async function makeNewFolder<Made, Accepted>(
  path: string,
  make: (place: Workplace) => Promise<Made>,
  accept: (made: Made) => Promise<Accepted>,
  signal: AbortSignal,
): Promise<Accepted> {
  const folder = dirname(path)
  const unfinished = join(folder, `.antecedent-${randomBytes(6).toString('hex')}.part`)
  const out = join(unfinished, 'out')
  try {
    await mkdir(unfinished)
    const made = await make({ unfinished, out })
    await syncTree(out)
    if (signal.aborted) throw cancelled()
    await refuseTaken(path)
    await rename(out, path)
    await syncFolder(folder)
    try {
      return await accept(made)
    } catch (error) {
      await rename(path, out)
      throw error
    }
  } catch (error) {
    throw errnoOf(error) ? writeFailure(path, error) : error
  } finally {
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined)
  }
}

/** Takes away what a process that was killed left half. Only where nobody else makes folders meanwhile. Throws as `writeFailure` says. */
export async function sweepUnfinished(folder: string): Promise<void> {
  try {
    for (const name of await readdir(folder)) {
      if (/^\.antecedent-[0-9a-f]{12}\.part$/.test(name)) await rm(join(folder, name), { recursive: true, force: true })
    }
  } catch (error) {
    throw writeFailure(folder, error)
  }
}

/** Refuses a path where something is already. Throws `file-not-written`. */
export async function refuseTaken(path: string): Promise<void> {
  const taken = await stat(path).then(
    () => true,
    () => false,
  )
  if (taken)
    throw new StudioError({
      code: 'file-not-written',
      message: `There is already something at ${path}.`,
      hint: 'Choose another name or folder; nothing is overwritten.',
      where: { file: path },
    })
}
