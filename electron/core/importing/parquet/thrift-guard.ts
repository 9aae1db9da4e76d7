import { ParquetFault } from './parquet-fault'

/** Deepest nesting of structures and lists in Parquet's own metadata, which needs eight. */
const maxDepth = 16
/** Longest number in bytes: 64 bits in groups of seven. */
const maxVarIntBytes = 10

/**
 * Where a structure in Thrift's compact protocol ends that begins at `start`; null where the bytes end before it. A reader that
 * makes room for as many elements as a list says it has must only be given what passes here: every element is there.
 * Throws a `ParquetFault` for what is no such structure, or has more than `maxElements` fields and elements.
 * Source: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
 */
export function thriftEnd(bytes: Uint8Array, start: number, maxElements: number): number | null {
  const walk = new ThriftWalk(bytes, start, maxElements)
  try {
    walk.struct(0)
    return walk.at
  } catch (error) {
    if (error instanceof BytesEnd) return null
    throw error
  }
}

class BytesEnd extends Error {}

class ThriftWalk {
  readonly #bytes: Uint8Array
  #at: number
  #left: number

  constructor(bytes: Uint8Array, start: number, maxElements: number) {
    this.#bytes = bytes
    this.#at = start
    this.#left = maxElements
  }

  get at(): number {
    return this.#at
  }

  struct(depth: number): void {
    if (depth > maxDepth) throw damaged()
    for (;;) {
      const byte = this.#byte()
      const type = byte & 0x0f
      if (type === 0) return
      if (byte >> 4 === 0) this.#varInt()
      this.#value(type, depth, false)
    }
  }

  #value(type: number, depth: number, inList: boolean): void {
    if (--this.#left < 0) throw new ParquetFault('too-large', 'its metadata are larger than those of any file of texts')
    if (type === 1 || type === 2) this.#skip(inList ? 1 : 0)
    else if (type === 3) this.#skip(1)
    else if (type === 4 || type === 5 || type === 6) this.#varInt()
    else if (type === 7) this.#skip(8)
    else if (type === 8) this.#skip(this.#varInt())
    else if (type === 9) this.#list(depth + 1)
    else if (type === 12) this.struct(depth + 1)
    else throw damaged()
  }

  #list(depth: number): void {
    if (depth > maxDepth) throw damaged()
    const byte = this.#byte()
    const short = byte >> 4
    const size = short === 15 ? this.#varInt() : short
    for (let element = 0; element < size; element++) this.#value(byte & 0x0f, depth, true)
  }

  #byte(): number {
    const byte = this.#bytes[this.#at++]
    if (byte === undefined) throw new BytesEnd()
    return byte
  }

  /** A number without sign; exact up to 53 bits, which is more than any length that is there. */
  #varInt(): number {
    let [value, factor] = [0, 1]
    for (let read = 0; read < maxVarIntBytes; read++) {
      const byte = this.#byte()
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
      factor *= 128
    }
    throw damaged()
  }

  #skip(length: number): void {
    this.#at += length
    if (this.#at > this.#bytes.length) throw new BytesEnd()
  }
}

function damaged(): ParquetFault {
  return new ParquetFault('damaged', 'its metadata are damaged')
}
