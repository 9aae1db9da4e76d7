import { join } from 'node:path'
import { homeFolder } from '../core/home'

/** Where everything lies that the app reads and writes. All paths absolute. */
export type Places = {
  readonly home: string
  readonly assets: string
  readonly python: string
  readonly sidecar: string
  readonly renderer: string
  readonly preload: string
  readonly datasetWorker: string
  /** What a build writes about where updates come from; there in a packaged app only. */
  readonly updateConfig: string
}

/** What the places depend on. */
export type Surroundings = {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  /** `process.resourcesPath`. */
  readonly resources: string
  /** `app.getAppPath()`: the checkout, or the packaged app's archive. */
  readonly app: string
}

/** Code comes out of the archive; Python, its sidecar and the assets lie beside it, where they can be executed and mapped. */
export function placesOf({ environment, platform, isPackaged, resources, app }: Surroundings): Places {
  const beside = isPackaged ? resources : app
  return {
    home: homeFolder(environment, platform),
    assets: join(beside, 'assets'),
    python: isPackaged ? join(resources, 'python', 'bin', 'python3.13') : join(app, '.venv', 'bin', 'python'),
    sidecar: join(beside, 'python-sidecar'),
    renderer: join(app, 'out', 'renderer'),
    preload: join(app, 'out', 'preload', 'preload.cjs'),
    datasetWorker: join(app, 'out', 'main', 'dataset-worker.js'),
    updateConfig: join(resources, 'app-update.yml'),
  }
}

/** What the shell itself keeps in a home. */
export function shellFiles(home: string) {
  return {
    /** Chromium's own files. */
    profile: join(home, 'window'),
    log: join(home, 'window.log'),
    crashes: join(home, 'crashes'),
    /** Where the window was. */
    place: join(home, 'window.json'),
    keys: join(home, 'keys.json'),
  }
}
