import { appendFileSync, mkdirSync, statSync, truncateSync } from 'node:fs'
import { dirname } from 'node:path'

const mostBytes = 4 * 1024 * 1024

/**
 * Writes what went wrong inside to a file, with its stack, and to stderr. Begins anew once the file is too large. Each line is on its way to the disk
 * when the call returns, since what is logged last is often why the app ends.
 */
export function openLog(path: string): (error: unknown) => void {
  quietly(() => {
    mkdirSync(dirname(path), { recursive: true })
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > mostBytes) truncateSync(path)
  })
  return (error) => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    console.error(text)
    quietly(() => appendFileSync(path, `${new Date().toISOString()} ${text}\n`))
  }
}

/** A log that cannot be written must not end the app that writes it. */
function quietly(write: () => void): void {
  try {
    write()
  } catch {
    // stderr has it.
  }
}
