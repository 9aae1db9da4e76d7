import { StudioError } from '../shared/errors'

/** Lets one heavy job run at a time, in the order they came. A training and an export never share the machine. */
export class JobQueue {
  #tail: Promise<unknown> = Promise.resolve()

  /** Runs the job when its turn comes. One that is aborted while it waits never starts and rejects with `cancelled` at once. */
  run<T>(signal: AbortSignal, job: () => Promise<T>): Promise<T> {
    if (signal.aborted) return Promise.reject(cancelled())
    return new Promise<T>((resolve, reject) => {
      const giveUp = () => reject(cancelled())
      signal.addEventListener('abort', giveUp, { once: true })
      this.#tail = this.#tail.then(async () => {
        signal.removeEventListener('abort', giveUp)
        if (signal.aborted) return
        try {
          resolve(await job())
        } catch (error) {
          reject(error)
        }
      })
    })
  }
}

/** Work under way that a person may cancel by id. */
export class Cancellations {
  readonly #underWay = new Map<string, { readonly controller: AbortController; readonly ended: Promise<unknown> }>()
  readonly #ended: (id: string) => void
  #closed = false

  /** @param ended told of each id whose work is over, however it ended */
  constructor(ended: (id: string) => void = () => undefined) {
    this.#ended = ended
  }

  /** Does the work under an id; the id is busy until it ends. */
  async during<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (this.#closed) throw cancelled()
    if (this.#underWay.has(id))
      throw new StudioError({ code: 'busy', message: 'That is already under way.', hint: 'Wait until it is done, or cancel it.' })
    const controller = new AbortController()
    const done = work(controller.signal)
    this.#underWay.set(id, { controller, ended: done.catch(() => undefined) })
    try {
      return await done
    } finally {
      this.#underWay.delete(id)
      this.#ended(id)
    }
  }

  /** Whether there is work under an id. */
  has(id: string): boolean {
    return this.#underWay.has(id)
  }

  /** Cancels the work under an id, if there is any. */
  cancel(id: string): void {
    this.#underWay.get(id)?.controller.abort()
  }

  /** Cancels everything, waits until it has cleared up after itself, and lets nothing begin any more. */
  async close(): Promise<void> {
    this.#closed = true
    const all = [...this.#underWay.values()]
    for (const { controller } of all) controller.abort()
    await Promise.all(all.map(({ ended }) => ended))
  }
}

/** What a person's own cancelling is reported as. */
export function cancelled(): StudioError {
  return new StudioError({ code: 'cancelled', message: 'Cancelled.' })
}
