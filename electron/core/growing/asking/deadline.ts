/** Work that ended because its time was over. */
export class DeadlinePassed extends Error {
  constructor() {
    super('The time is over.')
    this.name = 'DeadlinePassed'
  }
}

/**
 * Does work that can be aborted, until its time is over or the outer signal aborts. The clients' own time-outs end with the headers of an
 * answer, and its body may never come. Throws `DeadlinePassed` when the time is over, else whatever the work throws.
 */
export async function withDeadline<T>(milliseconds: number, outer: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  const abort = () => controller.abort()
  let passed = false
  const timer = setTimeout(() => {
    passed = true
    abort()
  }, milliseconds)
  outer.addEventListener('abort', abort, { once: true })
  if (outer.aborted) abort()
  try {
    return await work(controller.signal)
  } catch (error) {
    throw passed && !outer.aborted ? new DeadlinePassed() : error
  } finally {
    clearTimeout(timer)
    outer.removeEventListener('abort', abort)
  }
}
