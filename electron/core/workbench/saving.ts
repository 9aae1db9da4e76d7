import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, closeSync, constants, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { writeFailure } from '../files/atomic'
import type { Document } from './document'
import type { RowPart } from './journal-entries'
import type { SourceFile } from './source-file'

const stride = 4 * 1024 * 1024

/** A file of a document as it will be: where, and which rows in which order. */
export type FileToWrite = { readonly path: string; readonly part: RowPart; readonly rows: Uint32Array; readonly source: SourceFile | null }

/** The files that a document is written to. In a folder a part that has rows and no file yet gets one beside the others. */
export function filesToWrite(document: Document): FileToWrite[] {
  const [first] = document.files
  if (!first) return []
  if (!document.isDivided) return [{ path: first.file.path, part: null, rows: document.order.from().slice(), source: first.file }]
  const parts = (['train', 'valid', 'test'] as const).map((part): FileToWrite => {
    const source = document.files.find((file) => file.part === part)?.file ?? null
    const rows = document.order.from().filter((id) => document.part(id) === part)
    return { path: source?.path ?? join(dirname(first.file.path), `${part}.jsonl`), part, rows, source }
  })
  return parts.filter(({ rows, source }) => source !== null || rows.length > 0)
}

/** Whether writing a file would change it. */
export function isUntouched(document: Document, { rows, source }: FileToWrite): boolean {
  if (source === null || rows.length !== source.lines.count) return false
  const [first] = rows
  if (first === undefined) return true
  const place = document.lineOf(first)
  if (place?.document.file !== source || place.line !== 0) return false
  return rows.every((id, at) => id === first + at && !document.isEdited(id))
}

/**
 * The bytes of a file, in pieces: rows that nobody touched are the very bytes they were, line break included; others end as the
 * file's first line does. A first line that was edited loses the byte order mark: that is how a person mends it.
 */
export function* contentOf(document: Document, { rows, source }: FileToWrite): Generator<Buffer> {
  const lineBreak = Buffer.from(breakOf(source))
  let run: Run | null = null
  /** Whether what was written so far ends with a line break. */
  let broken = true
  for (let at = 0; at < rows.length; at++) {
    const id = rows[at] ?? 0
    const place = document.isEdited(id) ? null : document.lineOf(id)
    if (place && run?.file === place.document.file && run.end === place.line && run.file.isBroken(place.line - 1)) {
      run.end += 1
      continue
    }
    if (run) {
      yield* bytesOf(run)
      broken = run.file.isBroken(run.end - 1)
      run = null
    }
    if (!broken) yield lineBreak
    if (place) {
      const { file } = place.document
      run = { file, first: place.line, end: place.line + 1, skipped: place.line === 0 && file.hasMark && at > 0 ? 3 : 0 }
      continue
    }
    const written = document.text(id)
    yield written.valid ? Buffer.from(written.text, 'utf8') : written.bytes
    // An empty line without a break would be none.
    broken = at < rows.length - 1 || !wasUnbroken(document, id) || written.text === ''
    if (broken) yield lineBreak
  }
  if (run) yield* bytesOf(run)
}

/** Lines of a file that follow each other, `end` not included, without the first bytes that are skipped. */
type Run = { readonly file: SourceFile; readonly first: number; end: number; readonly skipped: number }

function* bytesOf({ file, first, end, skipped }: Run): Generator<Buffer> {
  const [start, stop] = [file.lines.start(first) + skipped, file.lines.end(end - 1)]
  for (let at = start; at < stop; at += stride) yield file.slice(at, Math.min(stop, at + stride))
}

/** A file that was written beside the one it will take the place of. */
export type WrittenFile = { readonly path: string; readonly draft: string; readonly sha256: string }

/** A place beside a file, of the same disk, for what will take its place. */
export function draftOf(path: string): string {
  return join(dirname(path), `.antecedent-${randomBytes(6).toString('hex')}.tmp`)
}

/** Whether a file is such a draft by its name. */
export function isDraft(path: string): boolean {
  return /^\.antecedent-[0-9a-f]{12}\.tmp$/.test(basename(path))
}

/** Writes a file as a draft, on the disk to its last byte. Throws `disk-full`, `file-not-written`, and then nothing is left. */
export function writeDraft(document: Document, file: FileToWrite, draft: string): WrittenFile {
  try {
    const mode = statSync(file.path, { throwIfNoEntry: false })?.mode
    const descriptor = openSync(draft, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o644)
    const hash = createHash('sha256')
    try {
      for (const piece of gathered(contentOf(document, file))) {
        hash.update(piece)
        for (let written = 0; written < piece.length; ) written += writeSync(descriptor, piece, written)
      }
      // The process's umask takes bits away that the file has.
      if (mode !== undefined) chmodSync(draft, mode & 0o7777)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    return { path: file.path, draft, sha256: hash.digest('hex') }
  } catch (error) {
    rmSync(draft, { force: true })
    throw writeFailure(file.path, error)
  }
}

/** Puts a written file in its place. */
export function putInPlace({ path, draft }: WrittenFile): void {
  try {
    renameSync(draft, path)
  } catch (error) {
    throw writeFailure(path, error)
  }
}

/** Small pieces put together, so that a million edited rows are not a million writes. */
function* gathered(pieces: Iterable<Buffer>): Generator<Buffer> {
  let waiting: Buffer[] = []
  let bytes = 0
  for (const piece of pieces) {
    waiting.push(piece)
    bytes += piece.length
    if (bytes < stride) continue
    yield Buffer.concat(waiting)
    waiting = []
    bytes = 0
  }
  if (bytes > 0) yield Buffer.concat(waiting)
}

/** Whether a row is the last line of its file and has no line break there. */
function wasUnbroken(document: Document, id: number): boolean {
  const place = document.lineOf(id)
  return place !== null && !place.document.file.isBroken(place.line)
}

function breakOf(source: SourceFile | null): string {
  if (source === null || source.lines.count === 0) return '\n'
  const end = source.lines.end(0)
  return end > 1 && source.slice(end - 2, end).equals(Buffer.from('\r\n')) ? '\r\n' : '\n'
}
