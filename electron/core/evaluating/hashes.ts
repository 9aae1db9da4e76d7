import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'

/** SHA-256 of values, a line of JSON each. */
export function hashOfValues(values: Iterable<unknown>): string {
  const hash = createHash('sha256')
  for (const value of values) hash.update(`${JSON.stringify(value)}\n`)
  return hash.digest('hex')
}

/** SHA-256 of a folder's adapter; null where there is none to read. */
export async function hashOfAdapter(folder: string): Promise<string | null> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(join(folder, 'adapters.safetensors')), hash)
    return hash.digest('hex')
  } catch {
    return null
  }
}
