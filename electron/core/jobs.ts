import { StudioError } from '../shared/errors'

/** Lets one heavy job run at a time, in the order they came. A training and an export never share the machine. */
export class JobQueue {
  #tail: Promise<unknown> = Promise.resolve()
  #waiting = 0

  /** Whether a job runs or waits. */
  get busy(): boolean {
    return this.#waiting > 0
  }

  /** Runs the job when its turn comes. One that is aborted while it waits never starts and rejects with `cancelled` at once. */
  run<T>(signal: AbortSignal, job: () => Promise<T>): Promise<T> {
    this.#waiting++
    const given = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(cancelled()), { once: true }))
    let begun: Promise<T> | null = null
    const turn = this.#tail.then(() => {
      if (signal.aborted) throw cancelled()
      begun = job()
      return begun
    })
    this.#tail = turn.catch(() => undefined).finally(() => this.#waiting--)
    given.catch(() => undefined)
    return Promise.race([turn, given.catch((reason: unknown) => begun ?? Promise.reject(reason))])
  }
}

/** Work under way that a person may cancel by id. */
export class Cancellations {
  readonly #controllers = new Map<string, AbortController>()

  /** Does the work under an id; the id is busy until it ends. */
  async during<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#controllers.has(id))
      throw new StudioError({ code: 'busy', message: 'That is already under way.', hint: 'Wait until it is done, or cancel it.' })
    const controller = new AbortController()
    this.#controllers.set(id, controller)
    try {
      return await work(controller.signal)
    } finally {
      this.#controllers.delete(id)
    }
  }

  /** Cancels the work under an id, if there is any. */
  cancel(id: string): void {
    this.#controllers.get(id)?.abort()
  }

  cancelAll(): void {
    for (const controller of this.#controllers.values()) controller.abort()
  }
}

/** What a person's own cancelling is reported as. */
export function cancelled(): StudioError {
  return new StudioError({ code: 'cancelled', message: 'Cancelled.' })
}
