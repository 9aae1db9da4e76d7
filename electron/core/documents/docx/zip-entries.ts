import { inflateRawSync } from 'node:zlib'

/** A file in an archive. Sizes and places in bytes; what the archive says of the unpacked size is not believed. */
export type ZipEntry = {
  readonly name: string
  readonly method: number
  readonly encrypted: boolean
  readonly packedSize: number
  readonly at: number
}

const [endMark, entryMark, fileMark] = [0x06054b50, 0x02014b50, 0x04034b50]
/** Bytes from the end in which an archive's last record begins. */
const endReach = 65_557
const mostEntries = 20_000

/** The files that a ZIP archive lists; null where the bytes are no archive of the ordinary kind (below 4 GiB, in one part). */
export function zipEntries(bytes: Buffer): readonly ZipEntry[] | null {
  const end = endOf(bytes)
  if (end === -1) return null
  const count = bytes.readUInt16LE(end + 10)
  let at = bytes.readUInt32LE(end + 16)
  if (count > mostEntries) return null
  const entries: ZipEntry[] = []
  for (let number = 0; number < count; number++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== entryMark) return null
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset))
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + (nameLength ?? 0)),
      method: bytes.readUInt16LE(at + 10),
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      packedSize: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    })
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0)
  }
  return entries
}

/** A file of an archive, unpacked; `too-large` where it has more than `limit` bytes, `damaged` where it cannot be unpacked. */
export function unpack(bytes: Buffer, entry: ZipEntry, limit: number): Buffer | 'too-large' | 'damaged' {
  if (entry.at + 30 > bytes.length || bytes.readUInt32LE(entry.at) !== fileMark) return 'damaged'
  const start = entry.at + 30 + bytes.readUInt16LE(entry.at + 26) + bytes.readUInt16LE(entry.at + 28)
  const packed = bytes.subarray(start, start + entry.packedSize)
  if (packed.length < entry.packedSize) return 'damaged'
  if (entry.method === 0) return packed.length > limit ? 'too-large' : packed
  if (entry.method !== 8) return 'damaged'
  try {
    return inflateRawSync(packed, { maxOutputLength: limit })
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'too-large' : 'damaged'
  }
}

function endOf(bytes: Buffer): number {
  const first = Math.max(0, bytes.length - endReach)
  for (let at = bytes.length - 22; at >= first; at--) if (bytes.readUInt32LE(at) === endMark) return at
  return -1
}
