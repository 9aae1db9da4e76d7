import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  copyFileSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { errnoOf, writeFailure } from '../files/atomic'
import { type JournalEntry, journalEntry } from './journal-entries'

/** Where a line lies in a journal, in bytes, without its line break. */
export type JournalPlace = { readonly offset: number; readonly length: number }

/** A line that could be read, and where it is. */
export type PlacedEntry = { readonly entry: JournalEntry; readonly place: JournalPlace }

const newline = Buffer.from('\n')
const stride = 1024 * 1024

/**
 * What was done to a dataset and is not in its files yet, line by line. Texts of edited rows are read from it when they are needed,
 * so that a million of them take no memory.
 */
export class Journal {
  readonly path: string
  /** Null until there is something to note. */
  #descriptor: number | null
  #size: number

  private constructor(path: string, descriptor: number | null, size: number) {
    this.path = path
    this.#descriptor = descriptor
    this.#size = size
  }

  /** Opens a journal; where there is none, the first line makes it. A torn last line is dropped. Throws `file-not-written`. */
  static open(path: string): Journal {
    try {
      const descriptor = openSync(path, constants.O_RDWR)
      const journal = new Journal(path, descriptor, fstatSync(descriptor).size)
      journal.#dropTornLine(descriptor)
      return journal
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return new Journal(path, null, 0)
      throw writeFailure(path, error)
    }
  }

  get size(): number {
    return this.#size
  }

  /** Every line from a byte on that fits the schema, in order, and how many do not. */
  *entries(damaged: { lines: number } = { lines: 0 }, from = 0): Generator<PlacedEntry> {
    for (const place of this.#lines(from)) {
      const parsed = journalEntry.safeParse(parseOrUndefined(this.#read(place)))
      if (parsed.success) yield { entry: parsed.data, place }
      else if (place.length > 0) damaged.lines += 1
    }
  }

  /**
   * Appends lines; they are on the disk when this returns, or none of them is. `placed` is told where each came to lie.
   * Throws `file-not-written`, `disk-full`.
   */
  append(entries: Iterable<JournalEntry>, placed?: (entry: JournalEntry, place: JournalPlace) => void): void {
    const before = this.#size
    try {
      const descriptor = this.#standing()
      this.#write(descriptor, entries, placed)
      fsyncSync(descriptor)
    } catch (error) {
      this.#size = before
      try {
        if (this.#descriptor !== null) ftruncateSync(this.#descriptor, before)
      } catch {
        // The lines that came through are a step without an end, which never happened.
      }
      throw writeFailure(this.path, error)
    }
  }

  /** The line at a place. Throws where it is none any more. */
  at(place: JournalPlace): JournalEntry {
    return journalEntry.parse(JSON.parse(this.#read(place)))
  }

  /** Begins anew with what `write` appends to the journal it is given; the old one stays until the new one is whole. */
  replace(write: (journal: Journal) => void): void {
    const draft = join(dirname(this.path), `.antecedent-${randomBytes(6).toString('hex')}.tmp`)
    try {
      makeFolders(dirname(this.path))
      const descriptor = openSync(draft, 'wx+')
      const fresh = new Journal(draft, descriptor, 0)
      try {
        write(fresh)
        fsyncSync(descriptor)
        renameSync(draft, this.path)
        syncFolderOf(this.path)
      } catch (error) {
        fresh.close()
        throw error
      }
      this.close()
      this.#descriptor = fresh.#descriptor
      this.#size = fresh.#size
    } catch (error) {
      rmSync(draft, { force: true })
      throw writeFailure(this.path, error)
    }
  }

  /** Puts a copy beside it and says where. */
  setAside(): string {
    const copy = `${this.path}.${Date.now()}`
    try {
      copyFileSync(this.path, copy)
    } catch (error) {
      throw writeFailure(copy, error)
    }
    return copy
  }

  close(): void {
    if (this.#descriptor !== null) closeSync(this.#descriptor)
    this.#descriptor = null
  }

  #write(descriptor: number, entries: Iterable<JournalEntry>, placed?: (entry: JournalEntry, place: JournalPlace) => void): void {
    let pending: Buffer[] = []
    let pendingBytes = 0
    const flush = () => {
      writeAll(descriptor, Buffer.concat(pending), this.#size - pendingBytes)
      pending = []
      pendingBytes = 0
    }
    for (const entry of entries) {
      const line = Buffer.from(JSON.stringify(entry), 'utf8')
      placed?.(entry, { offset: this.#size, length: line.length })
      pending.push(line, newline)
      pendingBytes += line.length + 1
      this.#size += line.length + 1
      if (pendingBytes >= stride) flush()
    }
    if (pendingBytes > 0) flush()
  }

  /** A journal that was taken out of the home while it is open is put back whole: later lines mean nothing without earlier ones. */
  #standing(): number {
    const held = this.#descriptor
    if (held === null) return this.#made()
    if (statSync(this.path, { throwIfNoEntry: false })?.ino === fstatSync(held).ino) return held
    const size = this.#size
    this.replace((fresh) => {
      for (let offset = 0; offset < size; offset += stride) {
        const bytes = readAll(held, offset, Math.min(stride, size - offset))
        writeAll(fresh.#standing(), bytes, offset)
        fresh.#size += bytes.length
      }
    })
    return this.#standing()
  }

  #made(): number {
    makeFolders(dirname(this.path))
    const descriptor = openSync(this.path, constants.O_RDWR | constants.O_CREAT, 0o644)
    syncFolderOf(this.path)
    this.#descriptor = descriptor
    return descriptor
  }

  #dropTornLine(descriptor: number): void {
    let end = this.#size
    while (end > 0) {
      const start = Math.max(0, end - stride)
      const last = readAll(descriptor, start, end - start).lastIndexOf(0x0a)
      if (last !== -1) {
        end = start + last + 1
        break
      }
      end = start
    }
    if (end === this.#size) return
    ftruncateSync(descriptor, end)
    this.#size = end
  }

  *#lines(start: number): Generator<JournalPlace> {
    let from = start
    for (let at = start; at < this.#size; ) {
      const bytes = readAll(this.#held, at, Math.min(stride, this.#size - at))
      for (let feed = bytes.indexOf(0x0a); feed !== -1; feed = bytes.indexOf(0x0a, feed + 1)) {
        yield { offset: from, length: at + feed - from }
        from = at + feed + 1
      }
      at += bytes.length
    }
  }

  #read({ offset, length }: JournalPlace): string {
    return readAll(this.#held, offset, length).toString('utf8')
  }

  get #held(): number {
    if (this.#descriptor === null) throw new Error('The journal is empty.')
    return this.#descriptor
  }
}

/** Makes a journal's folder, and the one it is in: what both are in has to be there, so that a home that has vanished is not made anew. */
function makeFolders(folder: string): void {
  for (const path of [dirname(folder), folder]) {
    try {
      mkdirSync(path)
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error
    }
  }
}

/** Makes a new name last. Not every file system offers it. */
export function syncFolderOf(path: string): void {
  try {
    const folder = openSync(dirname(path), 'r')
    try {
      fsyncSync(folder)
    } finally {
      closeSync(folder)
    }
  } catch {
    // Left to the system.
  }
}

function writeAll(descriptor: number, bytes: Buffer, offset: number): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(descriptor, bytes, written, bytes.length - written, offset + written)
}

function readAll(descriptor: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  let filled = 0
  while (filled < length) {
    const got = readSync(descriptor, bytes, filled, length - filled, offset + filled)
    if (got === 0) break
    filled += got
  }
  return bytes.subarray(0, filled)
}

function parseOrUndefined(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
