import { appendFile, mkdir, stat, truncate } from 'node:fs/promises'
import { dirname } from 'node:path'

const mostBytes = 4 * 1024 * 1024

/** Writes what went wrong inside to a file, with its stack, and to stderr. Begins anew once the file is too large. */
export function openLog(path: string): (error: unknown) => void {
  let writing: Promise<void> = mkdir(dirname(path), { recursive: true })
    .then(() => stat(path))
    .then(({ size }) => (size > mostBytes ? truncate(path) : undefined))
    .catch(() => {})
  return (error) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    console.error(text)
    // A log that cannot be written must not end the app that writes it.
    writing = writing.then(() => appendFile(path, `${new Date().toISOString()} ${text}\n`)).catch(() => {})
  }
}
