import { isUtf8 } from 'node:buffer'
import { wellFormed } from '../files/well-formed'
import { fromWindows1252 } from '../files/windows-1252'
import { looksBinary } from '../workbench/line-index'

/**
 * The text of a file's bytes: UTF-16 by its byte order mark, else UTF-8 where they are that, else Windows-1252. Line breaks become `\n`,
 * the mark is left out. Null where the bytes are no text.
 */
export function decodeText(bytes: Buffer): string | null {
  const text = decoded(bytes)
  return text === null ? null : text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')
}

function decoded(bytes: Buffer): string | null {
  const even = bytes.length - (bytes.length % 2)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return wellFormed(bytes.toString('utf16le', 0, even))
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return wellFormed(Buffer.from(bytes.subarray(0, even)).swap16().toString('utf16le'))
  if (looksBinary(bytes)) return null
  return isUtf8(bytes) ? bytes.toString('utf8') : fromWindows1252(bytes)
}
