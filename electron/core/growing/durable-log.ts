import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { errnoOf } from '../files/atomic'
import { appendJsonLineDurably, readJsonLines } from '../files/json-lines'

/** A file of whole lines that only grows: what was appended is on the disk before anybody acts on it. */
export class DurableLog<T> {
  readonly #path: string
  #tail: Promise<void> = Promise.resolve()

  private constructor(path: string) {
    this.#path = path
  }

  /**
   * Opens a log and reads what is in it. `damaged` counts whole lines that cannot be read; a last line that was torn by a crash was never
   * acted on and is passed over. The folder has to be there.
   */
  static async open<S extends z.ZodType>(
    path: string,
    schema: S,
  ): Promise<{ log: DurableLog<z.output<S>>; entries: z.output<S>[]; damaged: number }> {
    const entries = await readJsonLines(path, schema)
    return { log: new DurableLog(path), entries, damaged: (await wholeLines(path)) - entries.length }
  }

  /** Appends an entry after those that were asked for before. Throws `disk-full` or `file-not-written`. */
  async append(entry: T): Promise<void> {
    const appended = this.#tail.then(() => appendJsonLineDurably(this.#path, entry))
    this.#tail = appended.catch(() => undefined)
    await appended
  }
}

async function wholeLines(path: string): Promise<number> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return ''
    throw error
  })
  return text
    .split('\n')
    .slice(0, -1)
    .filter((line) => line !== '').length
}
