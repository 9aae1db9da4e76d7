import { createInflate } from 'node:zlib'

/** Most bytes that a stream of a PDF may have when it is unpacked; pictures may have more, since none is unpacked for its text. */
const [mostStream, mostPicture] = [64 * 1024 * 1024, 256 * 1024 * 1024]
/** What a byte can unpack to at most (RFC 1951). */
const mostRatio = 1032
const dictionaryReach = 1024

/**
 * Whether a stream of a PDF unpacks to more than anything that is read of one, or is packed twice, which no program does. Looks at the
 * bytes alone, without believing what the file says of lengths.
 */
export async function unpacksTooFar(bytes: Buffer): Promise<boolean> {
  for (let at = bytes.indexOf('stream'); at !== -1; at = bytes.indexOf('stream', at + 6)) {
    if (bytes.toString('latin1', at - 3, at) === 'end') continue
    const start = at + 6 + (bytes[at + 6] === 0x0d ? 1 : 0) + 1
    if (bytes[start - 1] !== 0x0a || !isZlib(bytes, start)) continue
    const dictionary = bytes.toString('latin1', Math.max(0, at - dictionaryReach), at)
    const own = dictionary.slice(dictionary.lastIndexOf(' obj') + 1)
    if ((own.match(/\/Fl(?:ateDecode)?\b/g)?.length ?? 0) > 1 && !own.includes('/DecodeParms')) return true
    const end = bytes.indexOf('endstream', start)
    const packed = bytes.subarray(start, end === -1 ? bytes.length : end)
    const most = /\/Subtype\s*\/Image/.test(own) ? mostPicture : mostStream
    if (packed.length * mostRatio > most && (await unpacksBeyond(packed, most))) return true
  }
  return false
}

/** A zlib header (RFC 1950). */
function isZlib(bytes: Buffer, at: number): boolean {
  const [method, flags] = [bytes[at] ?? 0, bytes[at + 1] ?? 0]
  return (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0
}

function unpacksBeyond(packed: Buffer, limit: number): Promise<boolean> {
  return new Promise((resolve) => {
    const inflate = createInflate()
    let length = 0
    inflate.on('data', (piece: Buffer) => {
      length += piece.length
      if (length <= limit) return
      resolve(true)
      inflate.destroy()
    })
    // What is damaged unpacks no further.
    inflate.on('error', () => resolve(false))
    inflate.on('end', () => resolve(false))
    inflate.end(packed)
  })
}
