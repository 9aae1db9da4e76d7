import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { at } from '../../checkout.mjs'
import { keptText, textsIn } from './component.mjs'

/** @typedef {{ version: string, license?: string, integrity?: string, dev?: boolean, hasInstallScript?: boolean,
 *   dependencies?: Record<string, string>, optionalDependencies?: Record<string, string> }} LockEntry */
/** @typedef {Record<string, LockEntry>} LockEntries by folder: `node_modules/zod` */

/** @returns {LockEntries} */
export function readNpmLock(file = at('package-lock.json')) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

/** Leaves helpers of its own in what it bundles. */
const bundler = ['vite', 'rolldown']

/** Gives the app its runtime, which is a component of its own: see `collect.mjs`. */
const notBundled = new Set(['electron'])

/**
 * Packages that a source names in an import, a style sheet's among them.
 * @param {string} text
 */
export function importedPackages(text) {
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|@import\s+(?:url\()?)["']((?:@[\w.-]+\/)?[a-z][\w.-]*)(?:\/[^"'\s]*)?["']/g
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '')
}

/** Every package that the app's sources import, whatever they take of it. */
function importsOfTheApp() {
  const names = new Set(bundler)
  for (const folder of ['electron', 'renderer']) {
    for (const name of readdirSync(at(folder), { recursive: true, encoding: 'utf8' })) {
      if (/\.(ts|tsx|css|html)$/.test(name)) for (const found of importedPackages(readFileSync(at(folder, name), 'utf8'))) names.add(found)
    }
  }
  return [...names].filter((name) => !notBundled.has(name))
}

/**
 * The folders of packages that can be in the app: what is installed beside it, and what its bundles can reach.
 * @param {LockEntries} lock
 * @param {readonly string[]} imported names
 * @returns {string[]} sorted
 */
export function bundledFolders(lock, imported) {
  const roots = [...imported, ...Object.keys(lock['']?.dependencies ?? {})]
  const reached = new Set()
  /** @param {string} name @param {string} from a folder */
  const reach = (name, from) => {
    const folder = resolveFolder(lock, name, from)
    if (folder === undefined || reached.has(folder)) return
    reached.add(folder)
    // What the bundler needs itself is not in what it makes.
    if (!bundler.includes(name)) for (const next of Object.keys(lock[folder]?.dependencies ?? {})) reach(next, folder)
  }
  for (const name of roots) reach(name, '')
  return [...reached].filter((folder) => !folder.includes('node_modules/@types/')).sort()
}

/**
 * Where Node finds a package that a folder's code asks for.
 * @param {LockEntries} lock
 * @param {string} name
 * @param {string} from
 */
function resolveFolder(lock, name, from) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('node_modules/') - 1))) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (lock[candidate]) return candidate
    if (folder === '') return undefined
  }
}

/** Licence texts of packages that bring none. */
const kept = /** @type {Record<string, string>} */ ({ 'lazy-val': 'lazy-val', standardwebhooks: 'standardwebhooks' })

/**
 * @param {LockEntries} [lock]
 * @returns {import('./component.mjs').Component[]}
 */
export function npmComponents(lock = readNpmLock()) {
  return bundledFolders(lock, importsOfTheApp()).map((folder) => {
    const name = folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const entry = lock[folder]
    const place = at(folder)
    const own = existsSync(place) ? textsIn(place) : []
    const manifest = existsSync(join(place, 'package.json')) ? JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) : {}
    const spare = kept[name]
    return {
      kind: /** @type {const} */ ('npm'),
      name,
      version: entry?.version ?? '',
      license: entry?.license ?? '',
      texts: own.length === 0 && spare ? [keptText(spare)] : own,
      homepage: manifest.homepage,
    }
  })
}
