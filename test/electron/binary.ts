import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { hasDisplay } from '../../scripts/electron-binary.mjs'

/** The checkout. */
export const root = resolve(import.meta.dirname, '../..')

/** Electron's executable, or why these tests cannot start it. */
export type Binary = { readonly path: string } | { readonly missing: string }

/** Looks for Electron where its package keeps it. Nothing is fetched: requiring the package would. */
export function findBinary(): Binary {
  const folder = join(root, 'node_modules', 'electron')
  const named = join(folder, 'path.txt')
  const path = existsSync(named) ? join(folder, 'dist', readFileSync(named, 'utf8').trim()) : null
  if (path === null || !existsSync(path))
    return { missing: 'Electron’s binary is not in node_modules/electron/dist: `node node_modules/electron/install.js` fetches it.' }
  if (!hasDisplay(process.env, process.platform)) return { missing: `There is no display for ${path}.` }
  if (process.platform === 'linux' && process.getuid?.() === 0)
    return { missing: `${path} does not start as root without giving up its sandbox.` }
  return { path }
}
