import { z } from 'zod'

const count = z.int().nonnegative()
const rate = z.number().min(0).max(1)

export const certificate = z.strictObject({
  /** Held-out rows asked of the adapter and of the exported folder, loaded afresh. */
  rows: count,
  /** Rows to which both gave the same text. */
  same: count,
  /** Mention F1 on those rows; null without any, or where it was not asked for. */
  baseF1: rate.nullable().default(null),
  adapterF1: rate.nullable(),
  exportF1: rate.nullable(),
  /**
   * The adapter's answers, read by both: at how many of their tokens both expect the same one, and the Kullback–Leibler divergence of the export
   * from the adapter in nats a token. Null where nothing was read.
   */
  tokens: z.strictObject({ read: count, same: count, divergence: z.number().nonnegative() }).nullable().default(null),
  /** Where the first answers that differ part: the place of the row, and what each says from there. */
  parting: z.strictObject({ row: count, adapter: z.string(), export: z.string() }).nullable().default(null),
})
/** Proof that an export says what its adapter says. */
export type Certificate = z.infer<typeof certificate>

export const exportFormat = z.enum(['mlx', 'ollama', 'peft', 'adapter'])
/**
 * What an export is: a fused model as a Hugging Face folder (`mlx`), the same with a Modelfile (`ollama`), the adapter as Hugging Face's PEFT has
 * it (`peft`), or as mlx-lm has it (`adapter`).
 */
export type ExportFormat = z.infer<typeof exportFormat>

export const packedBits = z.union([z.literal(4), z.literal(8)])
/** Bits of a weight that was packed on purpose. */
export type PackedBits = z.infer<typeof packedBits>

export const exportResult = z.strictObject({
  path: z.string(),
  format: exportFormat,
  /** Bits of its weights where they were packed on purpose. */
  bits: packedBits.nullable().default(null),
  bytes: count,
  files: z.array(z.strictObject({ name: z.string(), bytes: count })).readonly(),
  certificate,
  /** Ready to paste into a terminal. */
  commands: z.array(z.strictObject({ label: z.string(), command: z.string() })).readonly(),
})
export type ExportResult = z.infer<typeof exportResult>

/** Whether a format is a model by itself, which is then asked and certified. */
export function isFused(format: ExportFormat): boolean {
  return format === 'mlx' || format === 'ollama'
}

/** Share of rows with the same text that an export has to reach, and how much of the adapter's F1 it may lose. */
export const bar = { same: 0.99, f1: 0.005 } as const

/** Whether an export is as good as its adapter: the same text on nearly all rows, and its F1. */
export function verdictOf({ rows, same, adapterF1, exportF1 }: Certificate): 'unasked' | 'alike' | 'differs' {
  if (rows === 0) return 'unasked'
  // Of sums like 0.95 − 0.945 floating point keeps a little more than there is.
  const lost = (adapterF1 ?? 0) - (exportF1 ?? 0) - 1e-9
  return same >= bar.same * rows && lost <= bar.f1 ? 'alike' : 'differs'
}

/** What a person can do about an export that differs from its adapter; null where it does not. */
export function remedyFor(certificate: Certificate, bits: PackedBits | null): string | null {
  if (verdictOf(certificate) !== 'differs') return null
  if (bits === 4) return 'Packing into 4 bits changed answers. Export with 8 bits, or unpacked.'
  if (bits === 8) return 'Packing into 8 bits changed answers. Export unpacked.'
  return 'Rounding changed answers. The adapter beside its base model answers as it did here: export that where every answer has to be the same.'
}
