import type { FilePurpose } from '../shared/contract'
import { environmentSecrets } from './growing/asking/secrets'
import type { HubEnvironment } from './hub/hub-access'
import type { ModelPlaces } from './models/discovery/model-places'
import { type Secrets, sessionSecrets } from './secrets/secrets'

/** What a host lends to the app: the parts only a desktop has. */
export type Shell = {
  readonly host: 'electron' | 'web'
  /** The system's own dialog, or null where there is none. */
  readonly choosePath: ((purpose: FilePurpose) => Promise<string | null>) | null
  /** Shows a path in the Finder, or null where that means nothing. */
  readonly reveal: ((path: string) => Promise<void>) | null
  /** Moves a path to the system's trash, or null where there is none. */
  readonly trash: ((path: string) => Promise<void>) | null
  /** Where keys of services are kept. */
  readonly secrets: Secrets
}

/** A host without a desktop. */
export const headlessShell: Shell = {
  host: 'web',
  choosePath: null,
  reveal: null,
  trash: null,
  secrets: sessionSecrets(environmentSecrets(process.env)),
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
  /** The built `dataset-worker.js`; null works in this thread. */
  readonly datasetWorker: string | null
  /** Where other programs keep models. */
  readonly modelPlaces: ModelPlaces
  /** Which Hub is asked where nothing else is set, and the token that this machine has for it. */
  readonly hub: HubEnvironment
  readonly version: string
  readonly shell: Shell
  /** Factor on the time that Python may go without progress, 1 where it is missing. */
  readonly patience?: number
}
