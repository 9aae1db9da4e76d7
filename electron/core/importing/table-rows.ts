import type { SkipReason } from '../../shared/importing'

/** Why a row cannot be used, in a sentence. */
export type RowFault = { readonly reason: SkipReason; readonly message: string }

/** One row as it was read: its cells in the order of the columns asked for, or what keeps it from having any. */
export type ReadRow = { readonly line: number | null } & (
  | { readonly cells: readonly unknown[]; readonly fault: null }
  | { readonly fault: RowFault }
)

/** Some rows in order, the columns of their cells, and which share of the table is read with them, 0–1. */
export type RowBatch = { readonly columns: readonly string[]; readonly rows: readonly ReadRow[]; readonly fraction: number }
