import type { AppEvent } from '../shared/contract'

type Listener = (events: readonly AppEvent[]) => void

/** How long events gather before they leave together: 30 batches a second. */
const batchMilliseconds = 33

/** Carries events from the services to every window, in order, in batches. */
export class EventHub {
  readonly #listeners = new Set<Listener>()
  #waiting: AppEvent[] = []
  #timer: NodeJS.Timeout | null = null

  readonly emit = (event: AppEvent): void => {
    this.#waiting.push(event)
    this.#timer ??= setTimeout(() => this.flush(), batchMilliseconds)
  }

  readonly subscribe = (listener: Listener): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Sends what waits, now. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const events = this.#waiting
    this.#waiting = []
    if (events.length > 0) for (const listener of this.#listeners) listener(events)
  }
}
