import { existsSync, readFileSync } from 'node:fs'
import { at } from './checkout.mjs'
import { capture } from './command.mjs'
import { say } from './say.mjs'

const folder = at('node_modules', 'electron')

/**
 * Electron's binary; fetched by Electron's own installer where npm, which runs no install scripts, left it out.
 * @returns {Promise<string | undefined>} undefined where it cannot be had
 */
export async function ensureElectron() {
  const present = findElectron()
  if (present) return present
  say('Fetching Electron (once; about 120 MB) …')
  const { code } = await capture(process.execPath, [at('node_modules', 'electron', 'install.js')])
  return code === 0 ? findElectron() : undefined
}

function findElectron() {
  try {
    const file = at('node_modules', 'electron', 'dist', readFileSync(`${folder}/path.txt`, 'utf8').trim())
    return existsSync(file) ? file : undefined
  } catch {
    return undefined
  }
}

/**
 * Whether a window can be shown at all.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
export function hasDisplay(env, platform) {
  return platform === 'darwin' ? !env.SSH_CONNECTION : !!(env.DISPLAY || env.WAYLAND_DISPLAY)
}
