import { type FileHandle, open } from 'node:fs/promises'
import { z } from 'zod'
import { StudioError } from '../../../shared/errors'
import { finishReason } from '../../../shared/finish-reason'
import type { ModelAnswer } from '../../../shared/resolution'
import { writeFailure } from '../../files/atomic'
import { parsedOrNull } from '../../files/parsed-or-null'
import { jsonLine } from '../formats/json-line'

/** Where a line of the store is, in bytes. */
export type StoredLine = { readonly at: number; readonly length: number }

const header = z.strictObject({ job: z.string() })
const answer = z.strictObject({ asked: z.string(), output: z.string(), finishReason })

const readAtOnce = 1024 * 1024
const keyOf = /^\{"(asked|document)":"([^"\\]*)"/

/**
 * What is answered so far, in a file that only grows: answers to parts of texts, by what was asked, and the lines of whole documents, by
 * their key; lines of documents that failed are kept for this time alone. A line is on the disk before anybody hears of it; those that
 * come together are brought there together. A last line that a crash tore is dropped.
 */
export class AnswerStore {
  readonly #path: string
  readonly #file: FileHandle
  readonly #answers = new Map<string, StoredLine>()
  readonly #documents = new Map<string, StoredLine>()
  #end = 0
  #waiting: { readonly line: Buffer; readonly done: (stored: StoredLine) => void; readonly failed: (error: unknown) => void }[] = []
  #writing: Promise<void> | null = null

  private constructor(path: string, file: FileHandle) {
    this.#path = path
    this.#file = file
  }

  /**
   * Opens the store of a job, or begins it. `job` is everything that its answers follow from: a store that was begun otherwise throws
   * `run-differs`. Throws `file-not-written` and `disk-full` where it cannot be written.
   */
  static async open(path: string, job: string): Promise<AnswerStore> {
    const file = await open(path, 'a+').catch((error: unknown) => {
      throw writeFailure(path, error)
    })
    const store = new AnswerStore(path, file)
    try {
      const { size } = await file.stat()
      const { begun, rest } = await store.#read(size)
      const isOurs = begun === null ? Buffer.from(jsonLine({ job })).subarray(0, size).equals(rest) : begun === job
      // Nothing is cut off a file that is not known to be one's own.
      if (!isOurs) throw begunOtherwise(path)
      if (store.#end < size) await file.truncate(store.#end)
      if (begun === null) await store.#append({ job })
      return store
    } catch (error) {
      await file.close()
      throw error
    }
  }

  /** The answer to what is asked under a key; null where there is none yet. */
  async answer(key: string): Promise<ModelAnswer | null> {
    const stored = this.#answers.get(key)
    if (!stored) return null
    const parsed = answer.safeParse(parsedOrNull((await this.bytes(stored)).toString('utf8')))
    return parsed.success ? { output: parsed.data.output, finishReason: parsed.data.finishReason } : null
  }

  /** Keeps an answer. */
  async keepAnswer(key: string, { output, finishReason: ended }: ModelAnswer): Promise<void> {
    this.#answers.set(key, await this.#append({ asked: key, output, finishReason: ended }))
  }

  /** The line of a document that is done; null where it is not. */
  document(key: string): StoredLine | null {
    return this.#documents.get(key) ?? null
  }

  /** Whether anything was answered. */
  get hasAnswers(): boolean {
    return this.#answers.size > 0 || this.#documents.size > 0
  }

  /** Keeps the line of a document that failed, until the store is closed: another time tries it again. */
  keepFailed(line: object): Promise<StoredLine> {
    return this.#append({ failed: '', line })
  }

  /** Keeps the line of a document. */
  async keepDocument(key: string, line: object): Promise<StoredLine> {
    const stored = await this.#append({ document: key, line })
    this.#documents.set(key, stored)
    return stored
  }

  /** A document's line as it goes out, with its line feed. */
  async documentLine(stored: StoredLine): Promise<Buffer> {
    const bytes = await this.bytes(stored)
    const start = bytes.indexOf('"line":') + '"line":'.length
    return Buffer.concat([bytes.subarray(start, bytes.lastIndexOf('}')), Buffer.from('\n')])
  }

  /** Bytes of the file. */
  async bytes({ at, length }: StoredLine): Promise<Buffer> {
    const bytes = Buffer.alloc(length)
    await this.#file.read(bytes, 0, length, at)
    return bytes
  }

  /** Lets go of the file, once everything is on the disk. */
  async close(): Promise<void> {
    await this.#writing?.catch(() => undefined)
    await this.#file.close()
  }

  /** Reads what is there: the job it was begun for, null where no line is whole, and what is behind the last whole line. */
  async #read(size: number): Promise<{ readonly begun: string | null; readonly rest: Buffer }> {
    let begun: string | null = null
    let rest: Buffer = Buffer.alloc(0)
    for (let at = 0; at < size; at += readAtOnce) {
      const piece = await this.bytes({ at, length: Math.min(readAtOnce, size - at) })
      const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece
      let start = 0
      for (let end = bytes.indexOf(0x0a, rest.length); end !== -1; end = bytes.indexOf(0x0a, start)) {
        const line = bytes.subarray(start, end + 1)
        if (this.#end === 0) begun = header.safeParse(parsedOrNull(line.toString('utf8'))).data?.job ?? ''
        else this.#note(line)
        this.#end += line.length
        start = end + 1
      }
      rest = bytes.subarray(start)
      // So long a first line is none of a store.
      if (this.#end === 0 && rest.length >= readAtOnce) break
    }
    return { begun, rest }
  }

  #note(line: Buffer): void {
    const found = keyOf.exec(line.toString('latin1', 0, 100))
    const stored = { at: this.#end, length: line.length }
    if (found?.[1] === 'asked') this.#answers.set(found[2] ?? '', stored)
    if (found?.[1] === 'document') this.#documents.set(found[2] ?? '', stored)
  }

  #append(value: object): Promise<StoredLine> {
    return new Promise((done, failed) => {
      this.#waiting.push({ line: Buffer.from(jsonLine(value)), done, failed })
      this.#writing ??= this.#write()
    })
  }

  async #write(): Promise<void> {
    while (this.#waiting.length > 0) {
      const together = this.#waiting
      this.#waiting = []
      try {
        await this.#file.appendFile(Buffer.concat(together.map(({ line }) => line)))
        await this.#file.datasync()
        for (const { line, done } of together) {
          done({ at: this.#end, length: line.length })
          this.#end += line.length
        }
      } catch (error) {
        // What may have been written in part is no line that anybody heard of.
        await this.#file.truncate(this.#end).catch(() => undefined)
        for (const { failed } of together) failed(writeFailure(this.#path, error))
      }
    }
    this.#writing = null
  }
}

function begunOtherwise(path: string): StudioError {
  return new StudioError({
    code: 'run-differs',
    message: 'What is answered so far was answered by other weights, or was put to them otherwise.',
    hint: `Go on with the same run or model, choose another file for the answers, or remove ${path}.`,
  })
}
