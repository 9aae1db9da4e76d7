import type { StateCreator } from 'zustand'
import type { AppEvent, Snapshot } from '../../electron/shared/contract'
import { applyEvent } from './apply-event'
import { request } from './client'
import { MetricLog } from './metric-log'
import { type Projection, project, without } from './projection'
import type { Store } from './store'

/** What the host said: null until the snapshot is here. */
export type ProjectionSlice = {
  readonly projection: Projection | null
  /** Snapshots so far: another one means that the connection was lost, and with it what was asked. */
  readonly snapshots: number
  readonly loadSnapshot: (snapshot: Snapshot) => void
  readonly receive: (events: readonly AppEvent[]) => void
  /** Fetches a run's whole curve; points that arrive meanwhile stay. */
  readonly loadMetrics: (runId: string) => Promise<void>
  /** Forgets a job or a stream that is over. */
  readonly forget: (id: string) => void
}

export const projectionSlice: StateCreator<Store, [], [], ProjectionSlice> = (set, get) => ({
  projection: null,
  snapshots: 0,
  loadSnapshot: (snapshot) => {
    const { projection: before } = get()
    // The host may be another one since.
    set(({ snapshots }) => ({ projection: project(snapshot), snapshots: snapshots + 1 }))
    followRows(get(), before)
  },
  receive: (events) => {
    const { projection: before } = get()
    set(({ projection, laidOver }) => {
      if (projection === null) return {}
      const removed = events.flatMap((event) => (event.type === 'run.removed' ? [event.runId] : []))
      return {
        projection: events.reduce(applyEvent, projection),
        ...(removed.length === 0 ? {} : { laidOver: laidOver.filter((id) => !removed.includes(id)) }),
      }
    })
    get().hearDownloads(events)
    for (const event of events) if (event.type === 'dataset.closed') get().forgetRows(event.datasetId)
    followRows(get(), before)
  },
  loadMetrics: async (runId) => {
    const answer = await request('run.metrics', { runId })
    if (!answer.ok) return get().failRun(runId, answer.failure)
    set(({ projection }) => {
      if (projection === null) return {}
      const heard = projection.metrics[runId] ?? MetricLog.empty
      const whole = MetricLog.of([...answer.value, ...heard.toArray()])
      return { projection: { ...projection, metrics: { ...projection.metrics, [runId]: whole } } }
    })
  },
  forget: (id) =>
    set(({ projection }) =>
      projection === null
        ? {}
        : { projection: { ...projection, jobs: without(projection.jobs, id), streams: without(projection.streams, id) } },
    ),
})

/** Rows that are looked at in datasets which were opened anew have other names since; those of others are forgotten. */
function followRows({ views, projection, forgetRows, renumbered }: Store, before: Projection | null): void {
  for (const id of Object.keys(views)) {
    const [was, is] = [before, projection].map((state) => state?.datasets.find((dataset) => dataset.id === id)?.epoch)
    if (was === undefined || was === is) continue
    if (is === undefined) forgetRows(id)
    else void renumbered(id)
  }
}
