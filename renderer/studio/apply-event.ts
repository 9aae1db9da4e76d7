import type { AppEvent } from '../../electron/shared/contract'
import { assertNever } from './assert-never'
import { MetricLog } from './metric-log'
import { type Projection, replaced, without } from './projection'

/** The projection after an event. Pure; events that are signals to this window (`file.opened`, `command.invoked`) leave it as it is. */
export function applyEvent(state: Projection, event: AppEvent): Projection {
  switch (event.type) {
    case 'engine.changed':
      return { ...state, engine: event.engine }
    case 'dataset.changed':
      return { ...state, datasets: replaced(state.datasets, event.dataset) }
    case 'dataset.closed':
      return {
        ...state,
        datasets: state.datasets.filter((dataset) => dataset.id !== event.datasetId),
        growth: without(state.growth, event.datasetId),
      }
    case 'grow.changed':
      return { ...state, growth: { ...state.growth, [event.grow.datasetId]: event.grow } }
    case 'models.changed':
      return { ...state, models: event.models }
    case 'download.changed':
      return { ...state, downloads: replaced(state.downloads, event.download) }
    case 'download.ended':
      return { ...state, downloads: state.downloads.filter(({ id }) => id !== event.id) }
    case 'settings.changed':
      return { ...state, settings: event.settings }
    case 'run.changed':
      return { ...state, runs: replaced(state.runs, event.run) }
    case 'run.removed':
      return {
        ...state,
        runs: state.runs.filter((run) => run.id !== event.runId),
        metrics: without(state.metrics, event.runId),
        jobs: without(state.jobs, event.runId),
      }
    case 'run.metric':
      return withMetrics(state, event.runId, (log) => log.with(event.metric))
    case 'run.rewound':
      return withMetrics(state, event.runId, (log) => log.until(event.step))
    case 'resolve.delta': {
      const stream = state.streams[event.requestId] ?? {}
      const text = (stream[event.side] ?? '') + event.text
      return { ...state, streams: { ...state.streams, [event.requestId]: { ...stream, [event.side]: text } } }
    }
    case 'job.progress': {
      const { type: _, id, ...progress } = event
      return { ...state, jobs: { ...state.jobs, [id]: progress } }
    }
    case 'job.ended':
      return event.id in state.jobs ? { ...state, jobs: without(state.jobs, event.id) } : state
    case 'file.opened':
    case 'command.invoked':
      return state
    default:
      return assertNever(event)
  }
}

function withMetrics(state: Projection, runId: string, change: (log: MetricLog) => MetricLog): Projection {
  return { ...state, metrics: { ...state.metrics, [runId]: change(state.metrics[runId] ?? MetricLog.empty) } }
}
