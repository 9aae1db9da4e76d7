import type { DatasetSummary } from '../../shared/dataset'
import type { Failure } from '../../shared/errors'
import type { RowData } from './row-data'
import type { RowEdits } from './row-edits'
import type { Workbench, WorkbenchIdentity } from './workbench'

/** What can be asked of a dataset, by subject. */
export type Subjects = { readonly bench: Workbench; readonly edits: RowEdits; readonly data: RowData }
export type Subject = keyof Subjects

/** The methods of a class as calls that cross a port. An `AbortSignal` among the arguments crosses as a cancellation. */
export type Remote<T> = {
  readonly [K in keyof T as T[K] extends (...args: never[]) => unknown ? K : never]: T[K] extends (...args: infer A) => infer R
    ? (...args: A) => Promise<Awaited<R>>
    : never
}

/** Stands for an `AbortSignal` among the arguments of a call. */
export const signalMark = '\u0000signal'

/** What goes to a dataset. */
export type ToDataset =
  | { readonly type: 'warm' }
  | { readonly type: 'open'; readonly identity: WorkbenchIdentity; readonly opening: number }
  | { readonly type: 'call'; readonly id: number; readonly subject: Subject; readonly method: string; readonly args: readonly unknown[] }
  | { readonly type: 'cancel'; readonly id: number }
  | { readonly type: 'close' }

/** What comes from it. */
export type FromDataset =
  | { readonly type: 'opened'; readonly summary: DatasetSummary }
  | { readonly type: 'failed'; readonly failure: Failure }
  | { readonly type: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly type: 'refusal'; readonly id: number; readonly failure: Failure }
  | { readonly type: 'changed'; readonly summary: DatasetSummary }
  | { readonly type: 'closed' }
