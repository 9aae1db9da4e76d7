import type { JobProgress as JobOfId, Snapshot } from '../../electron/shared/contract'
import type { GrowState } from '../../electron/shared/growing'
import type { Side } from '../../electron/shared/resolution'
import type { MetricLog } from './metric-log'

/** How far an evaluation, an export or a resolve is. */
export type JobProgress = Omit<JobOfId, 'id'>

/** Text that has arrived so far, by side. */
export type Stream = Readonly<Partial<Record<Side, string>>>

/** What the main process owns, as this window last heard of it. */
export type Projection = Omit<Snapshot, 'growth' | 'jobs'> & {
  /** How datasets grow, by dataset id; those that nobody asked about are not in it. */
  readonly growth: Readonly<Record<string, GrowState>>
  /** Curves by run id. Incomplete until `run.metrics` was asked once. */
  readonly metrics: Readonly<Record<string, MetricLog>>
  /** Jobs under way by id. */
  readonly jobs: Readonly<Record<string, JobProgress>>
  /** Answers that are arriving, by request id. */
  readonly streams: Readonly<Record<string, Stream>>
}

/** The projection as it starts: one snapshot and nothing heard since. */
export function project(snapshot: Snapshot): Projection {
  const growth = Object.fromEntries(snapshot.growth.map((grow) => [grow.datasetId, grow]))
  const jobs = Object.fromEntries(snapshot.jobs.map(({ id, ...progress }) => [id, progress]))
  return { ...snapshot, growth, metrics: {}, jobs, streams: {} }
}

/** A copy without one key. */
export function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  if (!(key in record)) return record
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key))
}

/** The list with `item` in the place of the one with its id, or at the front. */
export function replaced<T extends { readonly id: string }>(list: readonly T[], item: T): readonly T[] {
  return list.some((other) => other.id === item.id) ? list.map((other) => (other.id === item.id ? item : other)) : [item, ...list]
}
