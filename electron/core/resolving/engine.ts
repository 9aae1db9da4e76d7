import type { AppEvent, EngineState } from '../../shared/contract'
import { toFailure } from '../../shared/errors'
import { cancelled } from '../jobs'
import { Sidecar, type SidecarFacts, type SidecarOptions } from '../sidecar/sidecar'

/** How long the warm process may idle before its memory is given back, in milliseconds. */
const idleMilliseconds = 10 * 60_000

/** One process from its start on. `abandon` ends it while it starts. */
type Warm = { readonly sidecar: Promise<Sidecar>; readonly abandon: AbortController }

/** The one warm sidecar that answers texts: started when first needed, kept, given up when idle. */
export class Engine {
  readonly #options: SidecarOptions
  readonly #emit: (event: AppEvent) => void
  #warm: Warm | null = null
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

  /** Does work with the warm process, starting one where there is none. Throws `cancelled` when aborted before it is ready. */
  async with<T>(signal: AbortSignal, work: (sidecar: Sidecar) => Promise<T>): Promise<T> {
    if (this.#idle) clearTimeout(this.#idle)
    this.#users++
    try {
      this.#warm ??= this.#start()
      return await work(await unlessAborted(signal, this.#warm.sidecar))
    } finally {
      this.#users--
      if (this.#users === 0) {
        this.#idle = setTimeout(() => void this.close(), idleMilliseconds)
        this.#idle.unref()
      }
    }
  }

  /** Ends the process, also one that is still starting. The next text starts another. */
  async close(): Promise<void> {
    if (this.#idle) clearTimeout(this.#idle)
    const warm = this.#warm
    if (!warm) return
    this.#warm = null
    this.#become({ state: 'off' })
    warm.abandon.abort()
    const sidecar = await warm.sidecar.catch(() => null)
    await sidecar?.stop()
  }

  #start(): Warm {
    this.#become({ state: 'starting' })
    const abandon = new AbortController()
    const started = Sidecar.start(this.#options, abandon.signal)
    const warm: Warm = { abandon, sidecar: started.then(({ sidecar }) => sidecar) }
    started.then(
      ({ sidecar, facts }) => {
        if (this.#warm === warm) this.#become(ready(facts))
        void sidecar.ended.then((reason) => this.#gone(warm, reason))
      },
      (error: unknown) => this.#gone(warm, error),
    )
    // Whoever asked may have left meanwhile; the state tells why it did not start.
    warm.sidecar.catch(() => undefined)
    return warm
  }

  /** A process that went by itself says why. One that was given up, or has a successor, is of no interest any more. */
  #gone(warm: Warm, reason: unknown): void {
    if (this.#warm !== warm) return
    this.#warm = null
    this.#become({ state: 'failed', failure: toFailure(reason) })
  }

  #become(state: EngineState): void {
    this.#state = state
    this.#emit({ type: 'engine.changed', engine: state })
  }
}

function ready({ python, mlx, mlxLm, device, memoryBytes }: SidecarFacts): EngineState {
  return { state: 'ready', python, mlx, mlxLm, device, memoryBytes }
}

async function unlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  if (signal.aborted) throw cancelled()
  let leave = () => {}
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(cancelled())
    signal.addEventListener('abort', leave, { once: true })
  })
  try {
    return await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', leave)
  }
}
