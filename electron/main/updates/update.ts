import type { Settings } from '../../shared/settings'

/** A newer version of the app. */
export type Update = { readonly version: string /** What is new, in plain words; '' where it does not say. */; readonly notes: string }

/** Versions that are taken: those that were let go for everybody, or those that are tried out as well. */
export type UpdateChannel = Settings['updateChannel']

/** How far an update has come. `waiting` was agreed to and is fetched when nothing runs any more. */
export type UpdateState =
  | { readonly state: 'none' | 'checking' }
  | { readonly state: 'found' | 'waiting' | 'fetched'; readonly update: Update }
  | { readonly state: 'fetching'; readonly update: Update /** From 0 to 1. */; readonly share: number }

/** Who wants a look for a newer version: a person who pressed something, or the clock. */
export type Asker = 'person' | 'clock'

/** Whoever knows how to fetch and install; the library in the app, a stand-in in tests. */
export type Updater = {
  /** The newest version of a channel; null where that is ours. Fetches nothing. */
  readonly check: (channel: UpdateChannel) => Promise<Update | null>
  /** Fetches what `check` found, and checks its hash. Rejects when `signal` is aborted. */
  readonly fetch: (onShare: (share: number) => void, signal: AbortSignal) => Promise<void>
  /** Installs what was fetched and ends the app; `failed` is called where that does not begin. */
  readonly install: (restart: boolean, failed: (error: unknown) => void) => void
}
