import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { sha256OfFile } from '../files/sha256'

/** SHA-256 of values, a line of JSON each. */
export function hashOfValues(values: Iterable<unknown>): string {
  const hash = createHash('sha256')
  for (const value of values) hash.update(`${JSON.stringify(value)}\n`)
  return hash.digest('hex')
}

/** SHA-256 of a folder's adapter; null where there is none to read. */
export function hashOfAdapter(folder: string): Promise<string | null> {
  return sha256OfFile(join(folder, 'adapters.safetensors')).catch(() => null)
}
