import { z } from 'zod'

const count = z.int().nonnegative()
const rate = z.number().min(0).max(1)

/**
 * Answers of one model, read by another one too: at how many of their tokens both expect the same one, and the Kullback–Leibler divergence of the
 * other from the one in nats a token.
 */
export const tokensRead = z.strictObject({ read: count, same: count, divergence: z.number().nonnegative() })
export type TokensRead = z.infer<typeof tokensRead>

export const certificate = z.strictObject({
  /** Held-out rows asked of the adapter and of the exported folder, loaded afresh. */
  rows: count,
  /** Rows to which both gave the same text. */
  same: count,
  /** Mention F1 on those rows; null without any, or where it was not asked for. */
  baseF1: rate.nullable().default(null),
  adapterF1: rate.nullable(),
  exportF1: rate.nullable(),
  /** The adapter's answers, read by the export. Null where nothing was read. */
  tokens: tokensRead.nullable().default(null),
  /** Where the first answers that differ part: the place of the row, and what each says from there. */
  parting: z.strictObject({ row: count, adapter: z.string(), export: z.string() }).nullable().default(null),
})
/** Proof that an export says what its adapter says. */
export type Certificate = z.infer<typeof certificate>

export const exportFormat = z.enum(['mlx', 'lm-studio', 'ollama', 'gguf', 'peft', 'adapter'])
/**
 * What an export is: a fused model as a Hugging Face folder (`mlx`), the same where LM Studio looks for it (`lm-studio`) or with a Modelfile
 * (`ollama`), the fused model as one file of llama.cpp's (`gguf`), the adapter as Hugging Face's PEFT has it (`peft`), or as mlx-lm has it
 * (`adapter`).
 */
export type ExportFormat = z.infer<typeof exportFormat>

export const packedBits = z.union([z.literal(4), z.literal(8)])
/** Bits of a weight that was packed on purpose. */
export type PackedBits = z.infer<typeof packedBits>

export const ggufType = z.enum(['bf16', 'f16', 'q8_0'])
/** How llama.cpp's converter writes the weights: as 16-bit numbers of either kind, or packed into 8 bits. */
export type GgufType = z.infer<typeof ggufType>

export const ggufFacts = z.strictObject({
  type: ggufType,
  /** What the file says of itself: its version, its `general.architecture`, its tensors. */
  version: count,
  architecture: z.string(),
  tensors: count,
})
/** A GGUF that was written, by its own header. */
export type GgufFacts = z.infer<typeof ggufFacts>

export const exportResult = z.strictObject({
  path: z.string(),
  format: exportFormat,
  /** Bits of its weights where they were packed on purpose. */
  bits: packedBits.nullable().default(null),
  /** What was converted, for `gguf`; its certificate is of the weights before that. */
  gguf: ggufFacts.nullable().default(null),
  bytes: count,
  files: z.array(z.strictObject({ name: z.string(), bytes: count })).readonly(),
  certificate,
  /** Ready to paste into a terminal. */
  commands: z.array(z.strictObject({ label: z.string(), command: z.string() })).readonly(),
  /** What is still to be done or could not be done, a sentence or two each. */
  notes: z.array(z.string()).readonly().default([]),
})
export type ExportResult = z.infer<typeof exportResult>

/** Whether a format is a model by itself, which is then asked and certified. */
export function isFused(format: ExportFormat): boolean {
  return format !== 'peft' && format !== 'adapter'
}

/** Whether the weights of a format can be packed on purpose by mlx-lm. */
export function isPackable(format: ExportFormat): boolean {
  return format === 'mlx' || format === 'lm-studio'
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
