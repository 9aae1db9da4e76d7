import { open } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { StudioError } from '../../shared/errors'

/** Longest header that is read, in bytes (100 MB), as the format's own reader has it. */
const maxHeaderBytes = 100_000_000

const tensor = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()).readonly(),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]).readonly(),
})

/** One tensor of a file: its name, its type as the format spells it (`BF16`), its shape, and its bytes on disk. */
export type Tensor = { readonly name: string; readonly dtype: string; readonly shape: readonly number[]; readonly bytes: number }

/** What tensors a .safetensors file holds, by its header alone. Throws `model-invalid` for one that is damaged. */
export async function readSafetensorsHeader(path: string): Promise<readonly Tensor[]> {
  const file = await open(path, 'r')
  try {
    const prefix = Buffer.alloc(8)
    const { bytesRead } = await file.read(prefix, 0, 8, 0)
    const length = bytesRead === 8 ? Number(prefix.readBigUInt64LE()) : 0
    const { size } = await file.stat()
    if (length < 2 || length > maxHeaderBytes || length + 8 > size) throw damaged(path)
    const header = Buffer.alloc(length)
    await file.read(header, 0, length, 8)
    return tensorsOf(header.toString('utf8'), path)
  } finally {
    await file.close()
  }
}

function tensorsOf(header: string, path: string): readonly Tensor[] {
  try {
    const { __metadata__: _, ...tensors } = z.looseObject({}).parse(JSON.parse(header))
    return Object.entries(tensors).map(([name, value]) => {
      const { dtype, shape, data_offsets } = tensor.parse(value)
      return { name, dtype, shape, bytes: Math.max(0, data_offsets[1] - data_offsets[0]) }
    })
  } catch (error) {
    throw damaged(path, error)
  }
}

function damaged(path: string, cause?: unknown): StudioError {
  return new StudioError(
    {
      code: 'model-invalid',
      message: `${basename(path)} is damaged: its header does not say what it holds.`,
      hint: 'Download or convert the model again.',
      where: { file: path },
    },
    { cause },
  )
}
