import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { StudioError } from '../../shared/errors'

/**
 * Writes a whole file: temporary sibling, fsync, rename, fsync of the folder. Whoever reads sees the old content or the new.
 * An existing file keeps its permission bits. The folder has to be there: one that has vanished is not made anew, half.
 * Throws `disk-full` or `file-not-written`, and then the old file stands.
 */
export async function writeAtomically(
  path: string,
  content: string | Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  const folder = dirname(path)
  // Not named after the file: a name may be as long as the file system takes.
  const temporary = join(folder, `.antecedent-${randomBytes(6).toString('hex')}.tmp`)
  try {
    const mode = await stat(path).then(
      (existing) => existing.mode & 0o7777,
      () => null,
    )
    const file = await open(temporary, 'wx', mode ?? 0o644)
    try {
      // The process's umask took bits away that the file has.
      if (mode !== null) await file.chmod(mode)
      if (typeof content === 'string' || content instanceof Uint8Array) await file.writeFile(content)
      else for await (const chunk of content) await file.writeFile(chunk)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    await syncFolder(folder)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined)
    throw writeFailure(path, error)
  }
}

/** Makes a folder where there is none, in one that is there. Throws `disk-full` or `file-not-written`. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path).catch((error: unknown) => {
    if (errnoOf(error) !== 'EEXIST') throw writeFailure(path, error)
  })
}

/**
 * Makes a folder and the one it is in, where they are missing: what a person took out of the home comes back when it is needed.
 * What both are in has to be there, so that a home that has vanished is not made anew, half. Throws like `makeFolder`.
 */
export async function makeFolderAndParent(path: string): Promise<void> {
  await makeFolder(dirname(path))
  await makeFolder(path)
}

/** Makes a folder last with everything in it. Throws where a file cannot be brought to the disk. */
export async function syncTree(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) await syncTree(path)
    else if (entry.isFile()) await syncFile(path)
  }
  await syncFolder(folder)
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes renames and new entries in a folder last. Not every file system offers it; those that do not are left alone. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => null)
  if (!folder) return
  await folder.sync().catch(() => undefined)
  await folder.close()
}

/** A failed write in words. */
export function writeFailure(path: string, error: unknown): StudioError {
  if (error instanceof StudioError) return error
  const code = errnoOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new StudioError(
      {
        code: 'disk-full',
        message: `There is no room left on the disk for ${path}.`,
        hint: 'Free some space and try again; the earlier version is still there.',
      },
      { cause: error },
    )
  }
  return new StudioError(
    {
      code: 'file-not-written',
      message: `${path} could not be written (${code ?? String(error)}).`,
      hint: 'Check that the folder exists and that you may write to it.',
    },
    { cause: error },
  )
}

/** The system's name of an error, such as `ENOENT`; undefined for others. */
export function errnoOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
