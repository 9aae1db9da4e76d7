import { constants, type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { StudioError } from '../../shared/errors'
import { notRegular, unreadable } from '../files/handles'
import { cancelled } from '../jobs'

/** Where a table comes from: a file the person pointed at, or a text they pasted. */
export type TableSource =
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'text'; readonly text: string; readonly name: string }

/** Bytes that are read at a time. */
const chunkBytes = 256 * 1024

/** The bytes of a table, in any order, as they were when it was opened. */
export class TableBytes {
  readonly name: string
  readonly path: string | null
  readonly size: number
  readonly #file: FileHandle | null
  readonly #text: Buffer
  #handedOut = 0

  private constructor(name: string, path: string | null, size: number, file: FileHandle | null, text: Buffer) {
    this.name = name
    this.path = path
    this.size = size
    this.#file = file
    this.#text = text
  }

  /** Opens a source; whoever does so closes it. Throws `file-unreadable`, `file-is-folder`, `file-empty` or `not-found`. */
  static async open(source: TableSource): Promise<TableBytes> {
    if (source.from === 'text') {
      const text = Buffer.from(source.text, 'utf8')
      if (source.text.trim() === '')
        throw new StudioError({ code: 'file-empty', message: 'There is no text.', hint: 'Paste rows with a source and a rewrite each.' })
      return new TableBytes(source.name, null, text.length, null, text)
    }
    const { path } = source
    // A pipe would be waited for, a device never ends.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
      throw unreadable(path, error)
    })
    try {
      const found = await file.stat()
      if (found.isDirectory()) throw unreadable(path, Object.assign(new Error('a folder'), { code: 'EISDIR' }))
      if (!found.isFile()) throw notRegular(path)
      const name = basename(path)
      if (found.size === 0)
        throw new StudioError({
          code: 'file-empty',
          message: `${name} is empty.`,
          hint: 'Choose a file with rows in it.',
          where: { file: path },
        })
      return new TableBytes(name, path, found.size, file, Buffer.alloc(0))
    } catch (error) {
      await file.close()
      throw error instanceof StudioError ? error : unreadable(path, error)
    }
  }

  /** Which share of the bytes `chunks` has handed out, 0–1. */
  get fraction(): number {
    return this.#handedOut / this.size
  }

  /** Where an error points to. */
  get where(): { file?: string } {
    return this.path === null ? {} : { file: this.path }
  }

  /** Bytes from `start` to before `end`, fewer where the file ends earlier. Throws `file-unreadable`. */
  async slice(start: number, end: number): Promise<Buffer> {
    const [from, to] = [Math.max(0, start), Math.min(end, this.size)]
    if (from >= to) return Buffer.alloc(0)
    if (!this.#file) return this.#text.subarray(from, to)
    const bytes = Buffer.allocUnsafe(to - from)
    let length = 0
    try {
      while (length < bytes.length) {
        const { bytesRead } = await this.#file.read(bytes, length, bytes.length - length, from + length)
        if (bytesRead === 0) break
        length += bytesRead
      }
    } catch (error) {
      throw unreadable(this.path ?? this.name, error)
    }
    return bytes.subarray(0, length)
  }

  /** All bytes in order, in pieces; others have the thread in between. Throws `cancelled` when aborted. */
  async *chunks(signal?: AbortSignal): AsyncGenerator<Buffer> {
    this.#handedOut = 0
    for (let start = 0; start < this.size; start += chunkBytes) {
      if (signal?.aborted) throw cancelled()
      const bytes = await this.slice(start, start + chunkBytes)
      if (bytes.length === 0) return
      this.#handedOut += bytes.length
      yield bytes
      await setImmediate()
    }
  }

  /** Lets go of the file. */
  async close(): Promise<void> {
    await this.#file?.close()
  }
}
