import { open } from 'node:fs/promises'
import { StudioError } from '../../../shared/errors'
import type { GgufFacts } from '../../../shared/exporting'

/** Most bytes that a header may have: vocabularies of half a million tokens take about 30 MiB. */
const maxHeaderBytes = 128 * 1024 * 1024

/** Bytes of a value by its type's number; texts (8) and lists (9) are as long as they say. */
const valueBytes: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 2, 3: 2, 4: 4, 5: 4, 6: 4, 7: 1, 10: 8, 11: 8, 12: 8 }
const textType = 8
const listType = 9

/** Numbers of a block and its bytes, by a tensor's type: F32, F16, Q8_0, BF16. Others are only known to begin. */
const blockOf: Readonly<Record<number, { readonly numbers: number; readonly bytes: number }>> = {
  0: { numbers: 1, bytes: 4 },
  1: { numbers: 1, bytes: 2 },
  8: { numbers: 32, bytes: 34 },
  30: { numbers: 1, bytes: 2 },
}

/** What a GGUF says of itself. */
export type GgufHeader = Omit<GgufFacts, 'type'>

/**
 * Reads what a GGUF says of itself, and whether it is as long as its tensors need. (github.com/ggml-org/ggml/blob/master/docs/gguf.md)
 * Throws `conversion-failed` for a file that is none, is empty or ends too soon.
 */
export async function readGgufHeader(path: string): Promise<GgufHeader> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const bytes = Buffer.alloc(Math.min(size, maxHeaderBytes))
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0)
    return headerOf(bytes.subarray(0, bytesRead), size)
  } finally {
    await file.close()
  }
}

/** The header of a file of `size` bytes that begins with these. */
function headerOf(bytes: Buffer, size: number): GgufHeader {
  const reading = new Reading(bytes)
  if (reading.take(4).toString('latin1') !== 'GGUF') throw noGguf('it does not begin as one')
  const version = reading.u32()
  if (version < 2 || version > 3) throw noGguf(`its version is ${version}`)
  const tensors = reading.u64()
  const values = reading.u64()
  let architecture = ''
  let alignment = 32
  for (let value = 0; value < values; value++) {
    const key = reading.text()
    const type = reading.u32()
    if (key === 'general.architecture' && type === textType) architecture = reading.text()
    else if (key === 'general.alignment' && type === 4) alignment = reading.u32()
    else reading.pass(type)
  }
  if (!/^[\w.-]{1,80}$/.test(architecture)) throw noGguf('it names no architecture')
  if (tensors === 0) throw noGguf('it has no tensors')
  const ends = Array.from({ length: Math.min(tensors, bytes.length) }, () => endOfTensor(reading))
  const data = Math.ceil(reading.at / Math.max(1, alignment)) * alignment
  if (size < data + ends.reduce((furthest, end) => Math.max(furthest, end), 0)) throw noGguf('it ends before its tensors do')
  return { version, architecture, tensors }
}

/** Where a tensor ends at the earliest, in bytes from where the tensors begin. */
function endOfTensor(reading: Reading): number {
  reading.text()
  let numbers = 1
  for (let dimensions = reading.u32(); dimensions > 0; dimensions--) numbers *= reading.u64()
  const block = blockOf[reading.u32()]
  const offset = reading.u64()
  return offset + (block === undefined ? 1 : (numbers / block.numbers) * block.bytes)
}

/** Goes through bytes, little-endian, and never past their end. */
class Reading {
  readonly #bytes: Buffer
  at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  take(length: number): Buffer {
    if (length > this.#bytes.length - this.at) throw noGguf('its header ends too soon')
    this.at += length
    return this.#bytes.subarray(this.at - length, this.at)
  }

  u32(): number {
    return this.take(4).readUInt32LE()
  }

  u64(): number {
    const value = Number(this.take(8).readBigUInt64LE())
    if (!Number.isSafeInteger(value)) throw noGguf('a number in it is too large')
    return value
  }

  text(): string {
    return this.take(this.u64()).toString('utf8')
  }

  /** Passes over a value. */
  pass(type: number): void {
    if (type === textType) this.take(this.u64())
    else if (type === listType) this.#passList()
    else this.take(sizeOf(type))
  }

  #passList(): void {
    const type = this.u32()
    const length = this.u64()
    // Lists of lists are allowed by the format, and written by nobody.
    if (type === listType) throw noGguf('it has a list of lists')
    if (type !== textType) this.take(length * sizeOf(type))
    else for (let item = 0; item < length; item++) this.take(this.u64())
  }
}

function sizeOf(type: number): number {
  const bytes = valueBytes[type]
  if (bytes === undefined) throw noGguf(`a value in it has the unknown type ${type}`)
  return bytes
}

function noGguf(why: string): StudioError {
  return new StudioError({
    code: 'conversion-failed',
    message: `What the converter wrote is no whole GGUF: ${why}.`,
    hint: 'The log has what the converter said.',
  })
}
