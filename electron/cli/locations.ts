import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StudioError } from '../shared/errors'

/** Where the command line finds what it runs. Absolute paths. */
export type Locations = {
  readonly assets: string
  readonly python: string
  readonly sidecar: string
  readonly renderer: string
  /** The built thread of a dataset; null where this was not built. */
  readonly datasetWorker: string | null
  readonly version: string
}

/** The checkout that this file was built in: out/main/cli.js, two folders down. */
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..')

/** What lies in the checkout. `ANTECEDENT_PYTHON` names another Python that has mlx-lm. */
export function locations(version: string): Locations {
  const python = process.env.ANTECEDENT_PYTHON ?? join(root, '.venv', 'bin', 'python')
  if (!existsSync(python)) {
    throw new StudioError({
      code: 'python-missing',
      message: 'The Python environment is not made yet.',
      hint: 'Run “npm start” or “npm run -s cli -- doctor” once: they make it.',
    })
  }
  const worker = join(dirname(fileURLToPath(import.meta.url)), 'dataset-worker.js')
  return {
    assets: join(root, 'assets'),
    python,
    sidecar: join(root, 'python-sidecar'),
    renderer: join(root, 'out', 'renderer'),
    datasetWorker: existsSync(worker) ? worker : null,
    version,
  }
}
