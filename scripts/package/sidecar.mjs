import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { at } from '../checkout.mjs'

/**
 * Whether a file or folder of python-sidecar goes into the app: code, and nothing that makes or tests it.
 * @param {string} path from python-sidecar
 */
export function isShipped(path) {
  return path === '' || path === '__main__.py' || (/^antecedent_sidecar(\/|$)/.test(path) && basename(path) !== '__pycache__')
}

/**
 * Copies the sidecar's code to where the box takes it from.
 * @param {string} folder
 * @param {string} [source]
 */
export function layOutSidecar(folder, source = at('python-sidecar')) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const name of ['__main__.py', 'antecedent_sidecar']) {
    cpSync(join(source, name), join(folder, name), {
      recursive: true,
      filter: (from) => isShipped(from.slice(source.length).replace(/^\//, '')),
    })
  }
}
