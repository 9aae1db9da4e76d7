import { readFile } from 'node:fs/promises'
import type { AppEvent } from '../shared/contract'
import { StudioError } from '../shared/errors'
import { ordinarySettings, type Settings, settings } from '../shared/settings'
import { writeAtomically } from './files/atomic'
import { parsedOrNull } from './files/parsed-or-null'

/** Some of the settings; what is undefined stays. */
export type SomeSettings = { readonly [K in keyof Settings]?: Settings[K] | undefined }

/** What is set for the whole app, kept in `settings.json`. */
export class KeptSettings {
  readonly #file: string
  readonly #emit: (event: AppEvent) => void
  #now: Settings
  #online = new AbortController()
  /** They are changed by one at a time. */
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(file: string, now: Settings, emit: (event: AppEvent) => void) {
    this.#file = file
    this.#now = now
    this.#emit = emit
  }

  /** Reads the settings of a home. What is missing or cannot be read is as it is at first, each by itself: one that is wrong turns no other off. */
  static async open(file: string, emit: (event: AppEvent) => void): Promise<KeptSettings> {
    const read = Object(parsedOrNull(await readFile(file, 'utf8').catch(() => '')))
    const kept = Object.entries(settings.shape).filter(([key, schema]) => Object.hasOwn(read, key) && schema.safeParse(read[key]).success)
    const now = settings.parse({ ...ordinarySettings, ...Object.fromEntries(kept.map(([key]) => [key, read[key]])) })
    return new KeptSettings(file, now, emit)
  }

  get now(): Settings {
    return this.#now
  }

  /** Changes some of them. Throws `disk-full` or `file-not-written`, and then they are as they were. */
  change(some: SomeSettings): Promise<Settings> {
    const done = this.#turn.then(async () => {
      const next = { ...this.#now, ...withoutGaps(some) }
      await writeAtomically(this.#file, `${JSON.stringify(next, null, 2)}\n`)
      this.#now = next
      if (next.offline) this.#online.abort()
      else if (this.#online.signal.aborted) this.#online = new AbortController()
      this.#emit({ type: 'settings.changed', settings: next })
      return next
    })
    this.#turn = done.catch(() => undefined)
    return done
  }

  /** Aborted when the app is set to stay off the network: what is asked of it then ends. */
  get online(): AbortSignal {
    return this.#online.signal
  }

  /** Throws `offline` where nothing may be asked of the network. */
  refuseOffline(): void {
    if (!this.#now.offline) return
    throw new StudioError({
      code: 'offline',
      message: 'The app is set to stay off the network.',
      hint: 'Switch “Stay offline” off in the settings to go on.',
    })
  }
}

function withoutGaps(some: SomeSettings): Partial<Settings> {
  return Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined))
}
