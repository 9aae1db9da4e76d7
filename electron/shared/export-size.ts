import { type ExportFormat, type GgufType, isPackable, type PackedBits } from './exporting'
import type { ModelInfo } from './model'

/** Bits that a packed weight takes with its share of the scales, which are kept for every 64 of them. */
const packedBits = (bits: number): number => bits + 0.5
/** Of a weight that is not packed. */
const wholeBits = 16
/** As GGUF has them: 8 bits with a scale for every 32. */
const q8Bits = 8.5

/** About how large a model is in bytes once its weights are packed into so many bits, or unpacked where that is null. */
export function sizeAtBits({ bytes, quantizedBits }: Pick<ModelInfo, 'bytes' | 'quantizedBits'>, bits: number | null): number {
  const now = quantizedBits === null ? wholeBits : packedBits(quantizedBits)
  return (bytes / now) * (bits === null ? wholeBits : packedBits(bits))
}

/** About how large the fused model of a base is in bytes, as it is exported. */
export function exportSize(
  base: Pick<ModelInfo, 'bytes' | 'quantizedBits'>,
  { format, bits, ggufType }: { readonly format: ExportFormat; readonly bits: PackedBits | null; readonly ggufType: GgufType },
): number {
  const whole = sizeAtBits(base, null)
  if (format === 'gguf') return ggufType === 'q8_0' ? (whole * q8Bits) / wholeBits : whole
  return isPackable(format) ? sizeAtBits(base, bits) : whole
}
