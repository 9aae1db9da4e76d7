import type { AppEvent } from '../../electron/shared/contract'
import type { Run } from '../../electron/shared/run'
import { assertNever } from './assert-never'
import { type Projection, replaced, without } from './projection'

/** The projection after an event. Pure; events that are signals to this window (`file.opened`, `command.invoked`) leave it as it is. */
export function applyEvent(state: Projection, event: AppEvent): Projection {
  switch (event.type) {
    case 'engine.changed':
      return { ...state, engine: event.engine }
    case 'dataset.changed':
      return { ...state, datasets: replaced(state.datasets, event.dataset) }
    case 'dataset.closed':
      return { ...state, datasets: state.datasets.filter((dataset) => dataset.id !== event.datasetId) }
    case 'models.changed':
      return { ...state, models: event.models }
    case 'run.changed':
      return { ...state, runs: replaced(state.runs, event.run), jobs: endedJobs(state, event.run) }
    case 'run.removed':
      return {
        ...state,
        runs: state.runs.filter((run) => run.id !== event.runId),
        metrics: without(state.metrics, event.runId),
        jobs: without(state.jobs, event.runId),
      }
    case 'run.metric': {
      const known = state.metrics[event.runId] ?? []
      return { ...state, metrics: { ...state.metrics, [event.runId]: [...known, event.metric] } }
    }
    case 'resolve.delta': {
      const stream = state.streams[event.requestId] ?? {}
      const text = (stream[event.side] ?? '') + event.text
      return { ...state, streams: { ...state.streams, [event.requestId]: { ...stream, [event.side]: text } } }
    }
    case 'job.progress': {
      const { type: _, id, ...progress } = event
      return { ...state, jobs: { ...state.jobs, [id]: progress } }
    }
    case 'file.opened':
    case 'command.invoked':
      return state
    default:
      return assertNever(event)
  }
}

/** An evaluation or export is over when its result has reached the run. */
function endedJobs(state: Projection, run: Run): Projection['jobs'] {
  const job = state.jobs[run.id]
  const before = state.runs.find((other) => other.id === run.id)
  if (job === undefined || before === undefined) return state.jobs
  const scored = job.job === 'evaluate' && run.comparison?.at !== before.comparison?.at
  const exported = job.job === 'export' && run.exports.length !== before.exports.length
  return scored || exported ? without(state.jobs, run.id) : state.jobs
}
