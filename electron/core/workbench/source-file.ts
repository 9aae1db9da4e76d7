import { isUtf8 } from 'node:buffer'
import { createHash, type Hash } from 'node:crypto'
import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs'
import { basename } from 'node:path'
import { StudioError } from '../../shared/errors'
import { notRegular, unreadable } from '../files/handles'
import { byteOrderMark, LineIndex, looksBinary, withoutBreak } from './line-index'

/** Bytes that are read at a time, so that one step takes milliseconds. */
const stride = 4 * 1024 * 1024
/** Largest file that is kept in memory whole (32 MiB): whoever writes it in place then changes nothing that is open. */
const keptBytes = 32 * 1024 * 1024
/** Bytes kept around the line that was read last: the next one is mostly there. */
const blockSize = 512 * 1024

/** What tells a file's content from another without reading it. */
export type FileStamp = { readonly size: number; readonly modified: number; readonly inode: number }

/** A line as it stands in its file. */
export type LineText =
  | { readonly text: string; readonly valid: true }
  /** Bytes that are not UTF-8; the text shows them with replacement characters. */
  | { readonly text: string; readonly valid: false; readonly bytes: Buffer }

/** Bytes as a line's text. */
export function lineText(bytes: Buffer): LineText {
  const text = bytes.toString('utf8')
  return isUtf8(bytes) ? { text, valid: true } : { text, valid: false, bytes: Buffer.from(bytes) }
}

/** A file of lines that stays open: indexed and hashed as it is read through, its lines read when they are asked for. */
export class SourceFile {
  readonly path: string
  readonly stamp: FileStamp
  readonly lines = new LineIndex()
  readonly hasMark: boolean
  readonly #descriptor: number
  readonly #hash: Hash | null
  #sha256: string | null
  #endsWithBreak: boolean | null = null
  #block: Buffer = Buffer.alloc(0)
  #blockStart = 0
  #kept: Buffer | null = null

  private constructor(path: string, descriptor: number, stamp: FileStamp, sha256: string | null) {
    this.path = path
    this.stamp = stamp
    this.#sha256 = sha256
    this.#hash = sha256 === null ? createHash('sha256') : null
    this.#descriptor = descriptor
    if (stamp.size <= keptBytes) this.#kept = this.#read(0, stamp.size)
    this.hasMark = this.#read(0, 3).equals(byteOrderMark)
  }

  /**
   * Opens a regular file that looks like text. Throws `not-found`, `file-unreadable`, `file-is-folder`, `file-binary`.
   * @param sha256 of its bytes, where that is known already
   */
  static open(path: string, sha256: string | null = null): SourceFile {
    let descriptor: number
    try {
      // Opening a pipe may block for ever.
      descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    } catch (error) {
      throw unreadable(path, error)
    }
    try {
      const found = fstatSync(descriptor)
      if (found.isDirectory()) throw unreadable(path, Object.assign(new Error('a folder'), { code: 'EISDIR' }))
      if (!found.isFile()) throw notRegular(path)
      const file = new SourceFile(path, descriptor, stampOf(found), sha256)
      if (looksBinary(file.#read(0, Math.min(found.size, 8192)))) throw binary(path)
      return file
    } catch (error) {
      closeSync(descriptor)
      throw error instanceof StudioError ? error : unreadable(path, error)
    }
  }

  get size(): number {
    return this.stamp.size
  }

  /** Whether every line is known. */
  get isIndexed(): boolean {
    return this.lines.bytes >= this.size
  }

  /** How many lines are known from end to end. */
  get wholeLines(): number {
    return this.isIndexed ? this.lines.count : Math.max(0, this.lines.count - 1)
  }

  /** The SHA-256 of its bytes in hex. Throws before every line is known. */
  get sha256(): string {
    if (!this.isIndexed) throw new Error('The file was not read to its end yet.')
    this.#sha256 ??= this.#hash?.digest('hex') ?? ''
    return this.#sha256
  }

  /** Reads on: a few milliseconds' worth of lines become known. Returns whether there is more. */
  readOn(): boolean {
    if (this.isIndexed) return false
    const chunk = this.#read(this.lines.bytes, Math.min(stride, this.size - this.lines.bytes))
    this.#hash?.update(chunk)
    this.lines.feed(chunk)
    // Most files have lines of one length all through.
    if (chunk.length === this.lines.bytes) this.lines.expect(Math.ceil((1.05 * this.lines.count * this.size) / chunk.length))
    return !this.isIndexed
  }

  /** One line's bytes, without line break and byte order mark; valid until the next is read. `line` from 0. */
  bytes(line: number): Buffer {
    const bytes = this.#cached(this.lines.start(line), this.lines.end(line))
    const start = line === 0 && this.hasMark ? 3 : 0
    return bytes.subarray(start, Math.max(start, withoutBreak(bytes)))
  }

  /** One line's text. */
  line(line: number): LineText {
    return lineText(this.bytes(line))
  }

  /** Whether a line ends with a line break: only the last one may not. */
  isBroken(line: number): boolean {
    if (line < this.lines.count - 1) return true
    this.#endsWithBreak ??= this.size > 0 && this.#read(this.size - 1, 1)[0] === 0x0a
    return this.#endsWithBreak
  }

  /** Bytes of the file, as they are. */
  slice(start: number, end: number): Buffer {
    return this.#read(start, end - start)
  }

  /** Whether what was opened can still be read: a large file that was written in place cannot. */
  isWhole(): boolean {
    return this.#kept !== null || sameStamp(stampOf(fstatSync(this.#descriptor)), this.stamp)
  }

  /** Whether the path still holds what was opened, as far as the system tells. */
  isCurrent(): boolean {
    try {
      return sameStamp(stampOf(statSync(this.path)), this.stamp)
    } catch {
      return false
    }
  }

  close(): void {
    closeSync(this.#descriptor)
  }

  #cached(start: number, end: number): Buffer {
    if (start < this.#blockStart || end > this.#blockStart + this.#block.length) {
      this.#block = this.#read(start, Math.min(Math.max(blockSize, end - start), this.size - start))
      this.#blockStart = start
    }
    return this.#block.subarray(start - this.#blockStart, end - this.#blockStart)
  }

  /** Throws `file-changed` where the file has become shorter. */
  #read(start: number, length: number): Buffer {
    if (this.#kept) return this.#kept.subarray(start, Math.min(this.size, start + length))
    const bytes = Buffer.allocUnsafe(length)
    let filled = 0
    while (filled < length) {
      const got = readSync(this.#descriptor, bytes, filled, length - filled, start + filled)
      if (got === 0) break
      filled += got
    }
    if (filled < length && this.size > start + filled) throw shortened(this.path)
    return bytes.subarray(0, filled)
  }
}

/** The stamp of a file that was looked up. */
export function stampOf({ size, mtimeMs, ino }: Stats): FileStamp {
  return { size, modified: mtimeMs, inode: ino }
}

/** Whether two stamps are of the same content, as far as they tell. */
export function sameStamp(one: FileStamp, other: FileStamp): boolean {
  return one.size === other.size && one.modified === other.modified && one.inode === other.inode
}

function binary(path: string): StudioError {
  return new StudioError({
    code: 'file-binary',
    message: `${basename(path)} is not a text file.`,
    hint: 'Choose a JSONL file in UTF-8: one JSON object a line.',
    where: { file: path, line: 1 },
  })
}

function shortened(path: string): StudioError {
  return new StudioError({
    code: 'file-changed',
    message: `${basename(path)} was made shorter by another program while it is open.`,
    hint: 'Load it anew; the edits made here stay noted.',
    where: { file: path },
  })
}
