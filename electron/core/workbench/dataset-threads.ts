import { Worker } from 'node:worker_threads'
import type { ToDataset } from './port-messages'

/** Most memory that one dataset's thread may take for its objects, in MiB; texts and tables lie outside of it. */
const heapLimit = 512
/** Milliseconds after a thread was taken before the next one is begun: until then there is something better to do. */
const pause = 2_000

/** Threads for datasets. Where one was prepared, opening a dataset does not wait for it. */
export class DatasetThreads {
  readonly #script: string
  #spare: Worker | null = null
  #prepares = false
  #next: NodeJS.Timeout | undefined

  /** @param script the built `dataset-worker.js` */
  constructor(script: string) {
    this.#script = script
  }

  /** Begins a thread ahead of its use, now and whenever one was taken. */
  prepare(): void {
    this.#prepares = true
    if (this.#spare !== null) return
    const worker = this.#begin()
    // It waits for work, nobody for it.
    worker.unref()
    const gone = () => {
      if (this.#spare === worker) this.#spare = null
    }
    worker.once('error', gone)
    worker.once('exit', gone)
    worker.postMessage({ type: 'warm' } satisfies ToDataset)
    this.#spare = worker
  }

  /** A thread for one dataset. */
  take(): Worker {
    const worker = this.#spare ?? this.#begin()
    this.#spare = null
    worker.ref()
    if (this.#prepares) {
      clearTimeout(this.#next)
      this.#next = setTimeout(() => this.prepare(), pause)
      this.#next.unref()
    }
    return worker
  }

  /** Ends the one that nobody took. */
  async end(): Promise<void> {
    this.#prepares = false
    clearTimeout(this.#next)
    await this.#spare?.terminate()
  }

  #begin(): Worker {
    return new Worker(this.#script, { resourceLimits: { maxOldGenerationSizeMb: heapLimit } })
  }
}
