import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'

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
    return work((from, length) => readExactly(file, from, length), found.size)
  } finally {
    closeSync(file)
  }
}

function readExactly(file: number, from: number, length: number): Buffer {
  const bytes = Buffer.alloc(length)
  let done = 0
  while (done < length) {
    const read = readSync(file, bytes, done, length - done, from + done)
    if (read === 0) break
    done += read
  }
  return bytes.subarray(0, done)
}
