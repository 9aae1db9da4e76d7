import type { AppEvent, JobProgress } from '../shared/contract'

/** The jobs under way, as each told of itself last: what a window is told that was not there when they began. */
export class JobsUnderWay {
  readonly #byId = new Map<string, JobProgress>()

  /** Takes note of what an event says of a job. */
  hear(event: AppEvent): void {
    if (event.type === 'job.ended') this.#byId.delete(event.id)
    if (event.type !== 'job.progress') return
    const { type: _, ...progress } = event
    this.#byId.set(event.id, progress)
  }

  list(): readonly JobProgress[] {
    return [...this.#byId.values()]
  }
}
