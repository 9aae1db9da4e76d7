import { isUtf8 } from 'node:buffer'
import { assertNever, StudioError } from '../../shared/errors'
import type { Encoding } from '../../shared/importing'
import { fromWindows1252 } from '../files/windows-1252'
import { looksBinary } from '../workbench/line-index'
import type { TableBytes } from './table-source'

/** How much of a file is looked at to find out whether it is UTF-8, in bytes. */
const probedBytes = 64 * 1024 * 1024

/**
 * How a text's bytes are read: by its byte order mark, else as UTF-8 where they are that, else as Windows-1252.
 * Throws `file-binary` for what is no text at all.
 */
export async function detectEncoding(bytes: TableBytes, signal?: AbortSignal): Promise<Encoding> {
  const head = await bytes.slice(0, 8192)
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  if (looksBinary(head)) {
    throw new StudioError({
      code: 'file-binary',
      message: `${bytes.name} is not a text file.`,
      hint: 'Choose a CSV, TSV, JSON, JSONL or Parquet file; text should be UTF-8.',
      where: { ...bytes.where },
    })
  }
  return (await beginsAsUtf8(bytes, signal)) ? 'utf-8' : 'windows-1252'
}

/** The same text as UTF-8, without a byte order mark. Bytes that are none become U+FFFD when they are read as text. */
export async function* toUtf8(chunks: AsyncIterable<Buffer>, encoding: Encoding): AsyncGenerator<Buffer> {
  switch (encoding) {
    case 'utf-8':
      return yield* withoutMark(chunks)
    case 'utf-16le':
      return yield* withoutMark(fromUtf16(chunks))
    case 'utf-16be':
      return yield* withoutMark(fromUtf16(swapped(chunks)))
    case 'windows-1252':
      for await (const chunk of chunks) yield Buffer.from(fromWindows1252(chunk), 'utf8')
      return
    default:
      return assertNever(encoding)
  }
}

async function beginsAsUtf8(bytes: TableBytes, signal?: AbortSignal): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0)
  let probed = 0
  for await (const chunk of bytes.chunks(signal)) {
    const joined = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const end = wholeCharacters(joined)
    if (!isUtf8(joined.subarray(0, end))) return false
    rest = joined.subarray(end)
    probed += chunk.length
    if (probed >= probedBytes) return true
  }
  return rest.length === 0
}

/** Where the last character that is whole ends; a piece may cut one in two. */
function wholeCharacters(bytes: Buffer): number {
  for (let back = 1; back <= 3 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) {
      const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return length > back ? bytes.length - back : bytes.length
    }
  }
  return bytes.length
}

async function* withoutMark(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0)
  for await (const chunk of chunks) {
    if (!head) {
      yield chunk
      continue
    }
    head = head.length > 0 ? Buffer.concat([head, chunk]) : chunk
    if (head.length < 3) continue
    yield unmarked(head)
    head = null
  }
  if (head) yield unmarked(head)
}

function unmarked(head: Buffer): Buffer {
  return head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head
}

async function* fromUtf16(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const joined = Buffer.concat([rest, chunk])
    let end = joined.length - (joined.length % 2)
    // The first half of a pair waits for the second. (Node's StringDecoder does not always let it.)
    if (end > 0 && ((joined[end - 1] ?? 0) & 0xfc) === 0xd8) end -= 2
    rest = joined.subarray(end)
    yield Buffer.from(joined.toString('utf16le', 0, end), 'utf8')
  }
  if (rest.length > 0) yield Buffer.from('\ufffd', 'utf8')
}

async function* swapped(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let odd: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const joined = Buffer.concat([odd, chunk])
    const even = joined.length - (joined.length % 2)
    odd = joined.subarray(even)
    yield joined.subarray(0, even).swap16()
  }
}
