import { Worker } from 'node:worker_threads'
import type { ToDataset } from './port-messages'

/** Most memory that one dataset's thread may take for its objects, in MiB; texts and tables lie outside of it. */
const heapLimit = 512

/** Threads for datasets. Where one was prepared, opening the first dataset does not wait for it; a spare one beside open datasets is not worth its memory. */
export class DatasetThreads {
  readonly #script: string
  #spare: Worker | null = null

  /** @param script the built `dataset-worker.js` */
  constructor(script: string) {
    this.#script = script
  }

  /** Begins a thread ahead of its use. */
  prepare(): void {
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
    return worker
  }

  /** Ends the one that nobody took. */
  async end(): Promise<void> {
    await this.#spare?.terminate()
  }

  #begin(): Worker {
    return new Worker(this.#script, { resourceLimits: { maxOldGenerationSizeMb: heapLimit } })
  }
}
