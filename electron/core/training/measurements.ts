import { cancelled } from '../jobs'
import type { MeasuredRows, MeasureProgress } from './measured-rows'
import { Recent } from './recent'

/** Measurements that are kept: of the datasets, models and lengths a person goes back and forth between. */
const keptMeasurements = 4

type Listener = (progress: MeasureProgress) => void
type UnderWay = { readonly done: Promise<MeasuredRows>; readonly listeners: Set<Listener>; readonly stop: () => void }

/** Measures the same rows once: what is known is kept, what is under way is shared, and it stops when nobody waits any more. */
export class Measurements {
  readonly #kept = new Recent<MeasuredRows>(keptMeasurements)
  readonly #underWay = new Map<string, UnderWay>()

  /** What `work` measures, or measured before under the same key. Rejects with `cancelled` as soon as the signal is aborted. */
  async of(
    key: string,
    work: (signal: AbortSignal, onProgress: Listener) => Promise<MeasuredRows>,
    { signal, onProgress }: { readonly signal: AbortSignal; readonly onProgress: Listener },
  ): Promise<MeasuredRows> {
    if (signal.aborted) throw cancelled()
    const kept = this.#kept.get(key)
    if (kept) return kept
    const shared = this.#underWay.get(key) ?? this.#begin(key, work)
    // A function of its own each time: two who wait may hear with the same one.
    const listener: Listener = (progress) => onProgress(progress)
    shared.listeners.add(listener)
    let abandon = () => {}
    const abandoned = new Promise<never>((_, reject) => {
      abandon = () => reject(cancelled())
    })
    signal.addEventListener('abort', abandon, { once: true })
    try {
      return await Promise.race([shared.done, abandoned])
    } finally {
      signal.removeEventListener('abort', abandon)
      shared.listeners.delete(listener)
      if (shared.listeners.size === 0) shared.stop()
    }
  }

  #begin(key: string, work: (signal: AbortSignal, onProgress: Listener) => Promise<MeasuredRows>): UnderWay {
    const controller = new AbortController()
    const listeners = new Set<Listener>()
    const done = work(controller.signal, (progress) => {
      for (const listener of listeners) listener(progress)
    })
    const forget = () => {
      if (this.#underWay.get(key) === begun) this.#underWay.delete(key)
    }
    const stop = () => {
      // Whoever asks from now on begins anew.
      forget()
      controller.abort()
    }
    const begun: UnderWay = { done, listeners, stop }
    this.#underWay.set(key, begun)
    done
      .then((rows) => this.#kept.keep(key, rows))
      .catch(() => undefined)
      .finally(forget)
    return begun
  }
}
