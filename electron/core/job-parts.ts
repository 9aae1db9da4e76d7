import type { AppEvent } from '../shared/contract'
import type { JobQueue } from './jobs'
import type { Models } from './models/models'
import type { Runs } from './runs/runs'
import type { SidecarOptions } from './sidecar/sidecar'

/** What a service with jobs of its own is made from: training, scoring, exporting. */
export type JobParts = {
  readonly runs: Runs
  readonly models: Models
  readonly queue: JobQueue
  readonly emit: (event: AppEvent) => void
  /** How to start a sidecar; the log is the run's. */
  readonly python: Omit<SidecarOptions, 'log'>
}
