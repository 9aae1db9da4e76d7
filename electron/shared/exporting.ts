import { z } from 'zod'

export const certificate = z.strictObject({
  /** Held-out rows asked of the adapter and of the exported folder, loaded afresh. */
  rows: z.int().nonnegative(),
  /** Rows to which both gave the same text. */
  same: z.int().nonnegative(),
  /** Mention F1 on those rows; null without any. */
  adapterF1: z.number().min(0).max(1).nullable(),
  exportF1: z.number().min(0).max(1).nullable(),
})
/** Proof that an export says what its adapter says. */
export type Certificate = z.infer<typeof certificate>

export const exportFormat = z.enum(['mlx', 'adapter'])
export type ExportFormat = z.infer<typeof exportFormat>

export const exportResult = z.strictObject({
  path: z.string(),
  format: exportFormat,
  bytes: z.int().nonnegative(),
  files: z.array(z.strictObject({ name: z.string(), bytes: z.int().nonnegative() })).readonly(),
  certificate,
  /** Ready to paste into a terminal. */
  commands: z.array(z.strictObject({ label: z.string(), command: z.string() })).readonly(),
})
export type ExportResult = z.infer<typeof exportResult>
