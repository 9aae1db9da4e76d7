import { access, constants, stat } from 'node:fs/promises'
import { StudioError } from '../../shared/errors'
import { type ExportFormat, isPackable, type PackedBits } from '../../shared/exporting'

/** Longest name that file systems take, in bytes. */
const maxNameBytes = 255

/** Throws `bad-input` where weights cannot be packed on purpose. */
export function refuseUnpackable(format: ExportFormat, bits: PackedBits | null): void {
  if (bits === null || isPackable(format)) return
  throw new StudioError({
    code: 'bad-input',
    message: 'Only a fused model for mlx-lm or LM Studio can be packed into few bits.',
    hint: packingHint(format),
  })
}

function packingHint(format: ExportFormat): string {
  if (format === 'ollama') return 'Ollama packs by itself: ollama create --quantize q8_0.'
  if (format === 'gguf') return 'llama.cpp’s converter packs by itself: choose q8_0 as its type.'
  return 'Leave it out: an adapter is small already.'
}

/** Known before minutes of work, not after them: throws the system's own error where a folder cannot be written into. */
export async function refuseUnwritable(folder: string): Promise<void> {
  const found = await stat(folder)
  if (!found.isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' })
  await access(folder, constants.W_OK)
}

/** A name that an export's folder can have. Throws `bad-input` for others. */
export function checkedName(name: string, format: ExportFormat): string {
  // A GGUF has its folder's name, with its ending, and a Modelfile says it in a line.
  const [longest, unfit] = format === 'gguf' ? [maxNameBytes - '.gguf'.length, /^\.|[/\\\p{Cc}]/u] : [maxNameBytes, /^\.|[/\\\0]/]
  if (name === '' || unfit.test(name) || Buffer.byteLength(name) > longest)
    throw new StudioError({
      code: 'bad-input',
      message: `“${name}” cannot be a folder’s name.`,
      hint: 'Leave out slashes and a leading dot, and keep it short.',
    })
  return name
}
