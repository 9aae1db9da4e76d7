import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readGgufHeader } from '../../../../../../electron/core/exporting/gguf/gguf-header'
import { temporaryFolder } from '../../temporary-folder'

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}
const u64 = (value: number | bigint) => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}
const text = (value: string) => Buffer.concat([u64(Buffer.byteLength(value)), Buffer.from(value)])
const architecture = Buffer.concat([text('general.architecture'), u32(8), text('llama')])
/** A tensor of 32 numbers. */
const tensor = (type: number, offset = 0) => Buffer.concat([text('a.weight'), u32(1), u64(32), u32(type), u64(offset)])

type Parts = {
  readonly magic?: string
  readonly version?: number
  readonly tensors?: number | bigint
  readonly values?: readonly Buffer[]
  readonly infos?: readonly Buffer[]
  readonly data?: number
}
function file({
  magic = 'GGUF',
  version = 3,
  values = [architecture],
  infos = [tensor(0)],
  tensors = infos.length,
  data = 128,
}: Parts): Buffer {
  const header = Buffer.concat([Buffer.from(magic), u32(version), u64(tensors), u64(values.length), ...values, ...infos])
  return Buffer.concat([header, Buffer.alloc(Math.ceil(header.length / 32) * 32 - header.length + data)])
}
async function read(bytes: Buffer) {
  const path = join(await temporaryFolder(), 'a.gguf')
  await writeFile(path, bytes)
  return readGgufHeader(path)
}

it('says version, architecture and tensors of a whole file', async () => {
  expect(await read(file({}))).toEqual({ version: 3, architecture: 'llama', tensors: 1 })
  expect(await read(file({ version: 2 }))).toMatchObject({ version: 2 })
})

it('passes over values of every kind on its way to the architecture', async () => {
  const sizes = [1, 1, 2, 2, 4, 4, 4, 1, null, null, 8, 8, 8]
  const values = sizes.flatMap((bytes, type) => (bytes === null ? [] : [Buffer.concat([text(`k${type}`), u32(type), Buffer.alloc(bytes)])]))
  const texts = Buffer.concat([text('texts'), u32(9), u32(8), u64(2), text('a'), text('bc')])
  const numbers = Buffer.concat([text('numbers'), u32(9), u32(5), u64(3), Buffer.alloc(12)])
  expect(await read(file({ values: [...values, texts, numbers, architecture] }))).toMatchObject({ architecture: 'llama' })
})

it.each([
  ['of another kind', { magic: 'GGML' }, 'does not begin'],
  ['of the first version', { version: 1 }, 'version is 1'],
  ['of a later version', { version: 4 }, 'version is 4'],
  ['without tensors', { infos: [] }, 'no tensors'],
  ['without an architecture', { values: [] }, 'no architecture'],
  ['with more tensors than it tells of', { tensors: 1_000_000 }, 'too soon'],
  ['with a count beyond all measure', { tensors: 2n ** 63n }, 'too large'],
  ['with an unknown type of value', { values: [Buffer.concat([text('a'), u32(77)]), architecture] }, 'unknown type 77'],
  ['with a list longer than itself', { values: [Buffer.concat([text('a'), u32(9), u32(8), u64(1e12)])] }, 'too soon'],
  ['with a list of lists', { values: [Buffer.concat([text('a'), u32(9), u32(9), u64(1)])] }, 'list of lists'],
  ['that was cut off in its numbers', { data: 100 }, 'ends before its tensors do'],
  ['that was cut off in packed numbers', { infos: [tensor(8)], data: 33 }, 'ends before its tensors do'],
  ['that was cut off before a tensor of an unknown type', { infos: [tensor(99, 4096)], data: 128 }, 'ends before its tensors do'],
] as const)('refuses a file %s', async (_, parts, why) => {
  await expect(read(file(parts))).rejects.toMatchObject({ failure: { code: 'conversion-failed', message: expect.stringContaining(why) } })
})

it('refuses every beginning of a file', async () => {
  const whole = file({})
  for (const length of [0, 3, 10, 30, 60, whole.length - 1])
    await expect(read(whole.subarray(0, length))).rejects.toMatchObject({ failure: { code: 'conversion-failed' } })
})
