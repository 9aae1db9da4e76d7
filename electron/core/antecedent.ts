import type { AppEvent, FilePurpose, Handlers, LocatedFile } from '../shared/contract'

/** What a host lends to the app: the parts only a desktop has. */
export type Shell = {
  readonly host: 'electron' | 'web'
  /** The system's own dialog, or null where there is none. */
  readonly choosePath: ((purpose: FilePurpose) => Promise<string | null>) | null
  /** Shows a path in the Finder, or null where that means nothing. */
  readonly reveal: ((path: string) => Promise<void>) | null
}

/** Where things are. All paths absolute. */
export type AntecedentOptions = {
  /** The person's data, `ANTECEDENT_HOME`. */
  readonly home: string
  /** `assets/` of the checkout or of the packaged app. */
  readonly assets: string
  /** Python's executable, with mlx-lm installed. */
  readonly python: string
  /** `python-sidecar/` of the checkout or of the packaged app. */
  readonly sidecar: string
  readonly version: string
  readonly shell: Shell
}

/** The whole app without a window: what Electron, the loopback host and the command line serve. */
export type Antecedent = {
  readonly handlers: Handlers
  /** Events in batches of at most 30 a second, in order. Returns the way to stop. */
  readonly subscribe: (listener: (events: readonly AppEvent[]) => void) => () => void
  /** A path the person dropped, chose, or opened from outside, checked and given a handle. */
  readonly locate: (path: string, purpose: FilePurpose) => Promise<LocatedFile>
  /** Bytes of a file dropped on a page that has no paths; kept in the home, at most 512 MiB. */
  readonly receiveUpload: (name: string, bytes: AsyncIterable<Uint8Array>) => Promise<LocatedFile>
  /** Stops what runs, keeps what was learned, ends every sidecar, lets go of the home. */
  readonly close: () => Promise<void>
}

export declare function openAntecedent(options: AntecedentOptions): Promise<Antecedent>
