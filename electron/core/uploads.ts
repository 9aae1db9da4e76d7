import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { StudioError } from '../shared/errors'
import { maxFileBytes } from './datasets/dataset-file'
import { writeAtomically } from './files/atomic'

/** Keeps the bytes of a dropped file in a folder of its own under `uploads`, with a name that is safe. Returns its path. */
export async function keepUpload(uploads: string, name: string, bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const safe =
    name
      .replace(/[^\p{L}\p{N}._ -]/gu, '_')
      .replace(/^\.+/, '')
      .slice(-100) || 'dropped.jsonl'
  const path = join(uploads, randomBytes(6).toString('hex'), safe)
  await writeAtomically(path, bounded(bytes, name))
  return path
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
