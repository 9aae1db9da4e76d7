import type { AppEvent } from '../shared/contract'
import type { Run } from '../shared/run'

/** The runs that are under way, by id, the oldest first. */
export type Activity = ReadonlyMap<string, Run>

/** What is under way after something happened. The same object when it changes nothing. */
export function activityAfter(activity: Activity, event: AppEvent): Activity {
  if (event.type === 'run.changed' && event.run.state.state === 'running') return new Map(activity).set(event.run.id, event.run)
  const ended = endedBy(activity, event)
  if (ended === null) return activity
  const rest = new Map(activity)
  rest.delete(ended)
  return rest
}

/** The id of the run that an event ends, or null. */
export function endedBy(activity: Activity, event: AppEvent): string | null {
  const id = event.type === 'run.changed' ? event.run.id : event.type === 'run.removed' ? event.runId : null
  if (id === null || !activity.has(id)) return null
  return event.type === 'run.changed' && event.run.state.state === 'running' ? null : id
}
