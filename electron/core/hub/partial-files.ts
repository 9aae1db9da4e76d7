import { readdir, readlink, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { errnoOf } from '../files/atomic'

/** Removes what has come of a repository's files that are not whole. */
export async function removePartialFiles(cache: string, repo: string): Promise<void> {
  await removeBlobs(cache, repo, (name) => /^[0-9a-f]{40,64}\.antecedent\.incomplete$/.test(name))
}

/** The same, with whole files that belong to no version of the model that is here: nobody could find them to remove them. */
export async function removeUnfinished(cache: string, repo: string): Promise<void> {
  const snapshots = join(folderOf(cache, repo), 'snapshots')
  // Where it cannot be told what belongs to a version, all of it stays.
  const names = await readdir(snapshots, { recursive: true }).catch((error: unknown) => (errnoOf(error) === 'ENOENT' ? [] : null))
  if (names === null) return removePartialFiles(cache, repo)
  const linked = new Set(await Promise.all(names.map(async (name) => basename(await readlink(join(snapshots, name)).catch(() => '')))))
  await removeBlobs(cache, repo, (name) => /^[0-9a-f]{40,64}(?:\.antecedent\.incomplete)?$/.test(name) && !linked.has(name))
}

async function removeBlobs(cache: string, repo: string, isMeant: (name: string) => boolean): Promise<void> {
  const blobs = join(folderOf(cache, repo), 'blobs')
  const names = await readdir(blobs).catch(() => [])
  await Promise.all(names.filter(isMeant).map((name) => rm(join(blobs, name), { force: true })))
}

function folderOf(cache: string, repo: string): string {
  return join(cache, `models--${repo.replace('/', '--')}`)
}
