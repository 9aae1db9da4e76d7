import type { AppEvent } from '../../shared/contract'
import type { ModelInfo } from '../../shared/model'
import { Sidecar, type SidecarOptions } from '../sidecar/sidecar'
import type { Models } from './models'

/** Brings models from the Hugging Face Hub into its ordinary cache. The only thing here that uses the network. */
export class Downloading {
  readonly #models: Models
  readonly #python: Omit<SidecarOptions, 'log'>
  readonly #emit: (event: AppEvent) => void

  constructor(models: Models, python: Omit<SidecarOptions, 'log'>, emit: (event: AppEvent) => void) {
    this.#models = models
    this.#python = python
    this.#emit = emit
  }

  /** Downloads a model, or finds it in the cache, and remembers it. Throws `model-unavailable` without a network or such a model. */
  async download(requestId: string, repo: string, signal: AbortSignal): Promise<ModelInfo> {
    const { sidecar } = await Sidecar.start({ ...this.#python, log: null }, signal)
    try {
      const { path } = await sidecar.request(
        'download',
        { repo },
        {
          signal,
          onNotification: (notification) => {
            if (notification.method !== 'progress') return
            const { done, total } = notification.params
            this.#emit({ type: 'job.progress', id: requestId, job: 'download', phase: 'downloading', done, total })
          },
        },
      )
      return await this.#models.addHub(repo, path)
    } finally {
      await sidecar.stop()
    }
  }
}
