import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StudioError } from '../shared/errors'
import { makeFolderAndParent, writeAtomically } from './files/atomic'

/** Largest file that is taken from a browser, in bytes (2 GiB). */
const maxFileBytes = 2 * 1024 * 1024 * 1024
/** Longest name an upload keeps, in bytes. */
const maxNameBytes = 120

/** Keeps the bytes of a dropped file in a folder of its own under `uploads`, with a name that is safe. Returns its path. */
export async function keepUpload(uploads: string, name: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const folder = join(uploads, randomBytes(6).toString('hex'))
  const path = join(folder, safeName(name))
  await makeFolderAndParent(folder)
  try {
    await writeAtomically(path, bounded(bytes, name))
    return path
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** The end of a name, without what a file system or a reader might stumble over. */
function safeName(name: string): string {
  const kept: string[] = []
  let length = 0
  for (const character of [...name].reverse()) {
    const safe = /[\p{L}\p{N}._ -]/u.test(character) ? character : '_'
    length += Buffer.byteLength(safe)
    if (length > maxNameBytes) break
    kept.unshift(safe)
  }
  return kept.join('').replace(/^[. ]+/, '') || 'dropped.jsonl'
}

async function* bounded(bytes: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  let total = 0
  for await (const chunk of bytes) {
    total += chunk.length
    if (total > maxFileBytes) {
      throw new StudioError({
        code: 'file-too-large',
        message: `${name} is larger than ${maxFileBytes / 1024 / 1024} MiB.`,
        hint: 'Split it into smaller files.',
      })
    }
    yield chunk
  }
}
