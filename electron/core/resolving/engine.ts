import type { AppEvent, EngineState } from '../../shared/contract'
import { type StudioError, toFailure } from '../../shared/errors'
import { Sidecar, type SidecarFacts, type SidecarOptions } from '../sidecar/sidecar'

/** How long the warm process may idle before its memory is given back, in milliseconds. */
const idleMilliseconds = 10 * 60_000

/** The one warm sidecar that answers texts: started when first needed, kept, given up when idle. */
export class Engine {
  readonly #options: SidecarOptions
  readonly #emit: (event: AppEvent) => void
  #starting: Promise<Sidecar> | null = null
  #state: EngineState = { state: 'off' }
  #users = 0
  #idle: NodeJS.Timeout | null = null

  constructor(options: SidecarOptions, emit: (event: AppEvent) => void) {
    this.#options = options
    this.#emit = emit
  }

  get state(): EngineState {
    return this.#state
  }

  /** Does work with the warm process, starting one where there is none. */
  async with<T>(work: (sidecar: Sidecar) => Promise<T>): Promise<T> {
    if (this.#idle) clearTimeout(this.#idle)
    this.#users++
    try {
      this.#starting ??= this.#start()
      return await work(await this.#starting)
    } finally {
      this.#users--
      if (this.#users === 0) {
        this.#idle = setTimeout(() => void this.close(), idleMilliseconds)
        this.#idle.unref()
      }
    }
  }

  async close(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle)
    const starting = this.#starting
    this.#starting = null
    const sidecar = await starting?.catch(() => null)
    await sidecar?.stop()
  }

  async #start(): Promise<Sidecar> {
    this.#become({ state: 'starting' })
    try {
      const { sidecar, facts } = await Sidecar.start(this.#options)
      this.#become(ready(facts))
      void sidecar.ended.then((reason) => this.#gone(reason))
      return sidecar
    } catch (error) {
      this.#starting = null
      this.#become({ state: 'failed', failure: toFailure(error) })
      throw error
    }
  }

  /** A process that was asked to go leaves `off` behind; one that went by itself, why. */
  #gone(reason: StudioError): void {
    const unasked = this.#starting !== null
    this.#starting = null
    this.#become(unasked ? { state: 'failed', failure: reason.failure } : { state: 'off' })
  }

  #become(state: EngineState): void {
    this.#state = state
    this.#emit({ type: 'engine.changed', engine: state })
  }
}

function ready({ python, mlx, mlxLm, device, memoryBytes }: SidecarFacts): EngineState {
  return { state: 'ready', python, mlx, mlxLm, device, memoryBytes }
}
