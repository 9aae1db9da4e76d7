import { setImmediate } from 'node:timers/promises'
import { type PackedStream, streamAt } from './stream-dictionary'
import { filters } from './stream-filters'

/** Most bytes that a stream of a PDF may have when it is unpacked; pictures may have more, since none is unpacked for its text. */
const [mostStream, mostPicture] = [64 * 1024 * 1024, 256 * 1024 * 1024]
/** More filters than any program packs with. */
const mostFilters = 4
/** How often every byte may be looked at for dictionaries: those of an honest file are not within each other. */
const mostLooks = 4

/**
 * Whether a stream of a PDF unpacks to more than anything that is read of one, or is packed as no program does it: its filters stand
 * elsewhere, or are many. Streams are found by their dictionaries, without believing what the file says of where they are or end. What is
 * encrypted and what the filters of pictures unpack to is not seen. Throws the signal's reason when that is aborted.
 */
export async function unpacksTooFar(bytes: Buffer, signal: AbortSignal): Promise<boolean> {
  let looked = 0
  let rested = performance.now()
  for (let at = bytes.indexOf('obj'); at !== -1; at = bytes.indexOf('obj', at + 3)) {
    if (bytes.toString('latin1', at - 3, at) === 'end') continue
    const stream = streamAt(bytes, at + 3, (more) => {
      looked += more
    })
    if (looked > mostLooks * bytes.length) return true
    if (stream !== null && (await unpacksBeyond(bytes, stream, signal))) return true
    if (performance.now() - rested < 20) continue
    // Others have the thread for a moment, the signal's clock among them.
    await setImmediate()
    signal.throwIfAborted()
    rested = performance.now()
  }
  return false
}

async function unpacksBeyond(
  bytes: Buffer,
  { filters: names, isPicture, length, start }: PackedStream,
  signal: AbortSignal,
): Promise<boolean> {
  if (names === null || names.length > mostFilters) return true
  const most = isPicture ? mostPicture : mostStream
  let ways: readonly Buffer[] = [packedBytes(bytes, start, length, names)]
  // What pdf.js does not know it passes over.
  for (const { most: ratio, unpack } of names.flatMap((name) => filters.get(name) ?? [])) {
    const next: Buffer[] = []
    for (const packed of ways) {
      const unpacked = packed.length * ratio > most || names.length > 1 ? await unpack(packed, most) : []
      if (unpacked === null) return true
      next.push(...unpacked)
      signal.throwIfAborted()
    }
    ways = next
  }
  return false
}

/** What is deflated tells itself where it ends; the rest is as long as it says, or to where it says that it ends. */
function packedBytes(bytes: Buffer, start: number, length: number, [first]: readonly string[]): Buffer {
  if (first === '/FlateDecode' || first === '/Fl') return bytes.subarray(start)
  const end = bytes.indexOf('endstream', start)
  return bytes.subarray(start, Math.min(bytes.length, Math.max(end === -1 ? bytes.length : end, start + length)))
}
