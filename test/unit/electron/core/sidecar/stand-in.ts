import { chmod, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { temporaryFolder } from '../temporary-folder'

/** The stand-in sidecar and a launcher that drops Python's own flags, as `Sidecar.start` takes them. `prelude` is shell that runs first. */
export async function standInSidecar(prelude = ':'): Promise<{ python: string; sidecar: string; log: null }> {
  const launcher = join(await temporaryFolder(), 'launcher')
  await writeFile(launcher, `#!/bin/sh\nshift 2\n${prelude}\nexec "${process.execPath}" "$@"\n`)
  await chmod(launcher, 0o755)
  return { python: launcher, sidecar: resolve(import.meta.dirname, '../../../../fixtures/stand-in-sidecar.mjs'), log: null }
}

/** The parameters of a `download` whose name tells the stand-in what to do. */
export function doing(repo: string) {
  return { repo, revision: null, address: 'http://127.0.0.1', token: null, cache: '/cache' }
}
