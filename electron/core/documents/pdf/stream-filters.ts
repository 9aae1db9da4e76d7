import { createInflate } from 'node:zlib'

/** How a filter unpacks. */
export type Filter = {
  /** Most bytes that a byte unpacks to. */
  readonly most: number
  /**
   * What bytes unpack to, each way in which that can be read; null where it is more than the limit. What is damaged unpacks as far as it can
   * be read.
   */
  readonly unpack: (packed: Buffer, limit: number) => Unpacked | Promise<Unpacked>
}
type Unpacked = readonly Buffer[] | null

const flate: Filter = { most: 1032, unpack: inflated }
/** Codes become longer one code early, or not; which of both stands in the stream's parameters. */
const lzw: Filter = {
  most: 2731,
  unpack: (packed, limit) => eachWay([0, 1].map((early) => unpackedLzw(packed, limit, early))),
}
const runLength: Filter = { most: 64, unpack: (packed, limit) => eachWay([unpackedRuns(packed, limit)]) }
const ascii85: Filter = { most: 4, unpack: (packed, limit) => eachWay([fromAscii85(packed, limit)]) }
const asciiHex: Filter = { most: 1, unpack: (packed, limit) => eachWay([fromAsciiHex(packed, limit)]) }

/** The filters of PDF that pack any bytes, by their names (ISO 32000-1, 7.4). */
export const filters: ReadonlyMap<string, Filter> = new Map([
  ['/FlateDecode', flate],
  ['/Fl', flate],
  ['/LZWDecode', lzw],
  ['/LZW', lzw],
  ['/RunLengthDecode', runLength],
  ['/RL', runLength],
  ['/ASCII85Decode', ascii85],
  ['/A85', ascii85],
  ['/ASCIIHexDecode', asciiHex],
  ['/AHx', asciiHex],
])

function eachWay(ways: readonly (Buffer | null)[]): Unpacked {
  const unpacked = ways.filter((way) => way !== null)
  return unpacked.length < ways.length ? null : unpacked
}

function inflated(packed: Buffer, limit: number): Promise<Unpacked> {
  return new Promise((resolve) => {
    const inflate = createInflate({ chunkSize: 64 * 1024 })
    const pieces: Buffer[] = []
    let length = 0
    inflate.on('data', (piece: Buffer) => {
      length += piece.length
      pieces.push(piece)
      if (length <= limit) return
      resolve(null)
      inflate.destroy()
    })
    const end = () => resolve(length > limit ? null : [Buffer.concat(pieces)])
    inflate.on('error', end)
    inflate.on('end', end)
    inflate.end(packed)
  })
}

/** LZW with codes of 9 to 12 bits, of which 256 clears the table and 257 ends all. A code that is not known yet is read as pdf.js does. */
function unpackedLzw(packed: Buffer, limit: number, early: number): Buffer | null {
  const out = new Output(limit)
  /** Where the string of each code begins in what is unpacked, and how long it is. */
  const [starts, lengths] = [new Int32Array(4096), new Int32Array(4096)]
  let [next, bits, held, width, previous] = [258, 0, 0, 9, -1]
  for (const byte of packed) {
    held = ((held << 8) | byte) & 0xfffff
    bits += 8
    if (bits < width) continue
    bits -= width
    const code = (held >> bits) & ((1 << width) - 1)
    if (code === 257) break
    if (code === 256) {
      ;[next, width, previous] = [258, 9, -1]
      continue
    }
    const at = out.length
    if (code < 256) out.put(code)
    else if (code < next) out.again(starts[code] ?? 0, lengths[code] ?? 0)
    else if (previous === -1) out.put(0)
    else out.again(at - previous, previous + 1)
    if (out.isFull) return null
    if (previous !== -1 && next < 4096) {
      // What was unpacked before and the first byte of this stand behind each other.
      starts[next] = at - previous
      lengths[next] = previous + 1
      next++
    }
    previous = out.length - at
    width = next + early >= 2048 ? 12 : next + early >= 1024 ? 11 : next + early >= 512 ? 10 : 9
  }
  return out.bytes
}

function unpackedRuns(packed: Buffer, limit: number): Buffer | null {
  const out = new Output(limit)
  for (let at = 0; at < packed.length; ) {
    const length = packed[at++] ?? 128
    if (length === 128) break
    const count = length < 128 ? length + 1 : 257 - length
    for (let each = 0; each < count; each++) out.put(packed[length < 128 ? at + each : at] ?? 0)
    at += length < 128 ? count : 1
    if (out.isFull) return null
  }
  return out.bytes
}

function fromAscii85(packed: Buffer, limit: number): Buffer | null {
  const out = new Output(limit)
  let [value, count] = [0, 0]
  const give = (bytes: number) => {
    for (let byte = 0; byte < bytes; byte++) out.put((value / 256 ** (3 - byte)) & 0xff)
    ;[value, count] = [0, 0]
  }
  for (const sign of packed) {
    if (sign === 0x7e) break
    if (sign === 0x7a && count === 0) give(4)
    else if (sign >= 0x21 && sign <= 0x75) {
      value = value * 85 + (sign - 0x21)
      if (++count === 5) give(4)
    }
    if (out.isFull) return null
  }
  if (count > 1) {
    const bytes = count - 1
    for (; count < 5; count++) value = value * 85 + 84
    give(bytes)
  }
  return out.bytes
}

function fromAsciiHex(packed: Buffer, limit: number): Buffer | null {
  const end = packed.indexOf('>')
  const digits = packed.toString('latin1', 0, end === -1 ? packed.length : end).replace(/[^0-9a-f]/gi, '')
  return digits.length / 2 > limit ? null : Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex')
}

/** Bytes that are unpacked, up to a limit. */
class Output {
  readonly #limit: number
  #bytes = Buffer.alloc(4096)
  length = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  put(byte: number): void {
    this.#room(1)
    this.#bytes[this.length++] = byte
  }

  /** Bytes that are there already, once more; those that are put meanwhile are among them. */
  again(start: number, length: number): void {
    this.#room(length)
    for (let each = 0; each < length; each++) this.#bytes[this.length++] = this.#bytes[start + each] ?? 0
  }

  get isFull(): boolean {
    return this.length > this.#limit
  }

  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.length)
  }

  #room(more: number): void {
    if (this.length + more <= this.#bytes.length) return
    const larger = Buffer.alloc(Math.max(2 * this.#bytes.length, this.length + more))
    this.#bytes.copy(larger)
    this.#bytes = larger
  }
}
