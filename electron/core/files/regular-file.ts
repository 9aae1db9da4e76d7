import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { StudioError } from '../../shared/errors'
import { notRegular, unreadable } from './handles'

/**
 * Reads a whole file of at most `limit` bytes. Pipes and devices are refused rather than waited for: opening one may block
 * and reading one may never end. Throws `file-unreadable`, `file-is-folder`, `not-found` or `file-too-large`.
 */
export async function readRegularFile(path: string, limit: number): Promise<Buffer> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw unreadable(path, error)
  })
  try {
    const found = await file.stat()
    if (found.isDirectory()) throw unreadable(path, Object.assign(new Error('a folder'), { code: 'EISDIR' }))
    if (!found.isFile()) throw notRegular(path)
    if (found.size > limit) throw tooLarge(path, found.size, limit)
    return await readUpTo(file, found.size)
  } catch (error) {
    throw error instanceof StudioError ? error : unreadable(path, error)
  } finally {
    await file.close()
  }
}

/** The bytes a file had when it was opened: one that is being written to has an end too. */
async function readUpTo(file: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size)
  let length = 0
  while (length < size) {
    const { bytesRead } = await file.read(bytes, length, size - length, length)
    if (bytesRead === 0) break
    length += bytesRead
  }
  return bytes.subarray(0, length)
}

/** Bytes of an open file: fewer than were asked for only at its end. */
type Read = (from: number, length: number) => Buffer

/**
 * Opens a regular file and nothing else: the last step may be no link, and a pipe that took the file's place does not block.
 * @param path with all links followed
 * Throws what the file system says, and `ENOTREG` for anything but a file.
 */
export function withRegularFile<T>(path: string, work: (read: Read, size: number) => T): T {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const found = fstatSync(file)
    if (!found.isFile()) throw Object.assign(new Error(`${path} is no file`), { code: 'ENOTREG' })
    return work((from, length) => readFully(file, from, length), found.size)
  } finally {
    closeSync(file)
  }
}

/** Bytes of an open file from a place on: as many as were asked for, or those up to its end. */
export function readFully(descriptor: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let done = 0
  while (done < length) {
    const read = readSync(descriptor, bytes, done, length - done, from + done)
    if (read === 0) break
    done += read
  }
  return bytes.subarray(0, done)
}

function tooLarge(path: string, size: number, limit: number): StudioError {
  const mebibytes = (bytes: number) => Math.ceil(bytes / 1024 / 1024)
  return new StudioError({
    code: 'file-too-large',
    message: `${basename(path)} has ${mebibytes(size)} MiB; at most ${mebibytes(limit)} can be opened.`,
    hint: 'Split it into smaller files.',
    where: { file: path },
  })
}
