import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import { StudioError } from '../../shared/errors'
import { readRegularFile } from '../files/regular-file'
import { byteOrderMark, indexLines, type Line, looksBinary } from './line-index'

/** Largest file that is opened, in bytes (512 MiB). */
export const maxFileBytes = 512 * 1024 * 1024

/** A file's bytes and where its lines are. */
export type DatasetFile = { readonly bytes: Buffer; readonly lines: readonly Line[]; readonly sha256: string; readonly hasMark: boolean }

/** Reads a file that looks like a dataset. Throws what keeps it from being one: a folder, unreadable, empty, binary, too large. */
export async function readDatasetFile(path: string): Promise<DatasetFile> {
  const name = basename(path)
  const where = { file: path, line: 1 }
  const bytes = await readRegularFile(path, maxFileBytes)
  if (bytes.length === 0)
    throw new StudioError({ code: 'file-empty', message: `${name} is empty.`, hint: 'Choose a file with one JSON object a line.', where })
  if (looksBinary(bytes)) {
    throw new StudioError({
      code: 'file-binary',
      message: `${name} is not a text file.`,
      hint: 'Choose a JSONL file in UTF-8: one JSON object a line.',
      where,
    })
  }
  return fileOf(bytes)
}

/** The same for bytes at hand. */
export function fileOf(bytes: Buffer): DatasetFile {
  const lines = indexLines(bytes)
  const hasMark = bytes.subarray(0, 3).equals(byteOrderMark)
  const first = lines[0]
  if (hasMark && first) lines[0] = { start: 3, end: Math.max(3, first.end) }
  return { bytes, lines, sha256: createHash('sha256').update(bytes).digest('hex'), hasMark }
}

/** A line's text, and whether its bytes are UTF-8; others are shown with replacement characters. */
export function lineText(file: DatasetFile, line: Line): { readonly text: string; readonly valid: boolean } {
  const bytes = file.bytes.subarray(line.start, line.end)
  return { text: bytes.toString('utf8'), valid: isUtf8(bytes) }
}

/** The file with some lines replaced, every other byte as it was, in pieces. */
export function* withEdits(file: DatasetFile, edits: ReadonlyMap<number, string>): Generator<Uint8Array> {
  let kept = 0
  for (const [row, raw] of [...edits].sort(([a], [b]) => a - b)) {
    const line = file.lines[row]
    if (!line) continue
    // An edited first line loses the byte order mark: that is how a person mends it.
    const start = row === 0 && file.hasMark ? 0 : line.start
    yield file.bytes.subarray(kept, start)
    yield Buffer.from(raw, 'utf8')
    kept = line.end
  }
  yield file.bytes.subarray(kept)
}
