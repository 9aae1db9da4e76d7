import { readFileSync } from 'node:fs'
import { capture } from '../command.mjs'
import { uvLock } from '../locks.mjs'
import { say } from '../say.mjs'
import { makeUv, uvBinary } from '../venv.mjs'
import { lockedPackages } from './wheels.mjs'

/** The version of uv that its lock pins. */
export function pinnedUv() {
  const version = lockedPackages(readFileSync(uvLock, 'utf8')).get('uv')
  if (!version) throw new Error('The lock of uv names no version.')
  return version
}

/**
 * The pinned uv: the one that was made here or lies on the path, else installed from its lock.
 * @returns {Promise<string>} the command
 */
export async function ensureUv() {
  const wanted = pinnedUv()
  for (const command of [uvBinary, 'uv']) {
    const { code, output } = await capture(command, ['--version'])
    if (code === 0 && output.split(/\s+/)[1] === wanted) return command
  }
  say(`Installing uv ${wanted} …`)
  return makeUv()
}
