import { existsSync } from 'node:fs'
import { capture } from './command.mjs'

let updated = false

/**
 * Installs Debian packages, where this is Debian (or a child of it) and we are root.
 * @param {readonly string[]} packages
 * @returns {Promise<boolean>} whether they are installed now
 */
export async function debianInstall(packages) {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  if (!updated) await capture('apt-get', ['update', '-q'], { env })
  updated = true
  return (await capture('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages], { env })).code === 0
}
