import { withRegularFile } from '../files/regular-file'
import { asObject, parseBounded } from './safety/bounded-json'

/** Longest header that is read, in bytes: a file of a hundred thousand tensors has about 12 MB. */
export const maxHeaderBytes = 32 * 1024 * 1024
const maxTensors = 262_144
const maxNameLength = 1024
const maxRank = 8
/** mlx counts the places of a dimension in 32 bits. */
const maxDimension = 2 ** 31 - 1

/** Bits of a number, by the format's names of types. */
const bitsOf: ReadonlyMap<string, number> = new Map([
  ['BOOL', 8],
  ['U8', 8],
  ['I8', 8],
  ['F8_E5M2', 8],
  ['F8_E4M3', 8],
  ['F8_E8M0', 8],
  ['U16', 16],
  ['I16', 16],
  ['F16', 16],
  ['BF16', 16],
  ['U32', 32],
  ['I32', 32],
  ['F32', 32],
  ['U64', 64],
  ['I64', 64],
  ['F64', 64],
  ['C64', 64],
])

/** One tensor of a file: its name, its type as the format spells it (`BF16`), its shape, and its bytes on disk. */
export type Tensor = { readonly name: string; readonly dtype: string; readonly shape: readonly number[]; readonly bytes: number }

/** The tensors of a header, or why it is refused, as the end of a sentence that begins with the file's name. */
export type Header = { readonly ok: true; readonly tensors: readonly Tensor[] } | { readonly ok: false; readonly why: string }

/**
 * How long the header behind the first eight bytes is, in bytes.
 * @param size of the whole file
 */
export function headerLength(prefix: Uint8Array, size: number): { readonly ok: true; readonly length: number } | (Header & { ok: false }) {
  if (prefix.length < 8 || size < 10) return { ok: false, why: 'is damaged: it is cut off' }
  const length = Buffer.from(prefix.buffer, prefix.byteOffset, 8).readBigUInt64LE()
  if (length < 2n) return { ok: false, why: 'is damaged: its header does not say what it holds' }
  if (length > BigInt(size - 8)) return { ok: false, why: 'is damaged: its header claims to be longer than the file' }
  if (length > BigInt(maxHeaderBytes)) return { ok: false, why: `has a header of more than ${maxHeaderBytes / 1024 / 1024} MiB` }
  return { ok: true, length: Number(length) }
}

/**
 * Reads a header of the safetensors format (https://github.com/huggingface/safetensors, “Format”): every type known, every shape the
 * size of its bytes, and the bytes one after the other, without gap or overlap, to the very end of the file.
 * @param dataBytes what lies behind the header
 */
export function parseHeader(header: Uint8Array, dataBytes: number): Header {
  if (header[0] !== 0x7b) return { ok: false, why: 'is damaged: its header does not say what it holds' }
  const parsed = parseBounded(header, { depth: 4 })
  const entries = parsed.ok ? asObject(parsed.value) : null
  if (!parsed.ok || entries === null) return { ok: false, why: 'is damaged: its header does not say what it holds' }
  if (!isMetadata(entries.__metadata__)) return { ok: false, why: 'is damaged: its metadata are no texts' }
  const named = Object.entries(entries).filter(([name]) => name !== '__metadata__')
  if (named.length > maxTensors) return { ok: false, why: `holds ${named.length} tensors` }
  const placed: { readonly tensor: Tensor; readonly from: number; readonly to: number }[] = []
  for (const [name, value] of named) {
    const tensor = tensorOf(name, value)
    if (typeof tensor === 'string') return { ok: false, why: tensor }
    placed.push(tensor)
  }
  let end = 0
  for (const { from, to } of [...placed].sort((a, b) => a.from - b.from || a.to - b.to)) {
    if (from < end) return { ok: false, why: 'is damaged: two of its tensors share bytes' }
    if (from > end) return { ok: false, why: 'is damaged: there are bytes between its tensors' }
    end = to
  }
  if (end !== dataBytes) {
    return { ok: false, why: `is damaged: it has ${dataBytes} bytes of weights where its header says ${end}` }
  }
  return { ok: true, tensors: placed.map(({ tensor }) => tensor) }
}

function isMetadata(value: unknown): boolean {
  return value === undefined || Object.values(asObject(value) ?? { none: null }).every((text) => typeof text === 'string')
}

function tensorOf(name: string, value: unknown): { tensor: Tensor; from: number; to: number } | string {
  if (name.length > maxNameLength) return 'is damaged: it has a tensor with an endless name'
  const entry = asObject(value)
  const { dtype, shape, data_offsets: offsets } = entry ?? {}
  if (typeof dtype !== 'string' || !Array.isArray(shape) || !Array.isArray(offsets) || offsets.length !== 2) {
    return 'is damaged: its header does not describe its tensors'
  }
  const bits = bitsOf.get(dtype)
  if (bits === undefined) return 'holds numbers of a type that is not known'
  if (shape.length > maxRank) return 'is damaged: it has a tensor of too many dimensions'
  let numbers = 1
  for (const length of shape) {
    if (!Number.isInteger(length) || length < 0 || length > maxDimension) return 'is damaged: it has a tensor without a proper shape'
    numbers *= length
    if (numbers > Number.MAX_SAFE_INTEGER / 64) return 'is damaged: it has a tensor larger than any machine'
  }
  const [from, to] = offsets as readonly unknown[]
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || (from as number) < 0 || (to as number) < (from as number)) {
    return 'is damaged: it has a tensor without a proper place'
  }
  const bytes = (to as number) - (from as number)
  if (bytes !== (numbers * bits) / 8) return 'is damaged: it has a tensor whose shape and bytes differ'
  return { tensor: { name, dtype, shape: shape as number[], bytes }, from: from as number, to: to as number }
}

/** The tensors of a file of weights by its header alone, or why it is refused. Throws what the file system says. */
export function readHeader(path: string): Header {
  return withRegularFile(path, (read, size) => {
    const length = headerLength(read(0, Math.min(8, size)), size)
    if (!length.ok) return length
    return parseHeader(read(8, length.length), size - 8 - length.length)
  })
}
