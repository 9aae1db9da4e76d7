import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Removes what has come of a repository's files that are not whole; what is whole stays in the cache. */
export async function removePartialFiles(cache: string, repo: string): Promise<void> {
  const blobs = join(cache, `models--${repo.replace('/', '--')}`, 'blobs')
  const names = await readdir(blobs).catch(() => [])
  const partial = names.filter((name) => /^[0-9a-f]{40,64}\.antecedent\.incomplete$/.test(name))
  await Promise.all(partial.map((name) => rm(join(blobs, name), { force: true })))
}
