import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { cacheFolder } from './checkout.mjs'
import { say } from './say.mjs'

/**
 * Runs `work` while no other start of this checkout sets anything up.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function alone(work) {
  // Imported here: a set-up that has nothing to do must not wait for it.
  const { default: lockfile } = await import('proper-lockfile')
  mkdirSync(cacheFolder, { recursive: true })
  const where = { lockfilePath: join(cacheFolder, 'setup.lock'), stale: 30_000 }
  if (await lockfile.check(cacheFolder, where)) say('Another start of this checkout is setting up; waiting for it …')
  const release = await lockfile.lock(cacheFolder, {
    ...where,
    retries: { retries: 1800, factor: 1, minTimeout: 1000, maxTimeout: 1000 },
    // A machine that slept lost the lock's beat; the work itself is still sound.
    onCompromised: () => {},
  })
  try {
    return await work()
  } finally {
    await release().catch(() => {})
  }
}
