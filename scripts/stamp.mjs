import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * A hash of values and of files' names and contents; a folder stands for every file below it.
 * @param {readonly string[]} values
 * @param {readonly string[]} [paths] a missing one counts as missing
 */
export function fingerprint(values, paths = []) {
  const hash = createHash('sha256')
  for (const value of values) hash.update(`${value}\0`)
  for (const path of paths) addPath(hash, path)
  return hash.digest('hex')
}

/**
 * Whether the work that a stamp stands for was done, to its end, for this fingerprint.
 * @param {string} stampFile
 * @param {string} value
 */
export function isStamped(stampFile, value) {
  try {
    return readFileSync(stampFile, 'utf8').trim() === value
  } catch {
    return false
  }
}

/**
 * Written last, so that work that was interrupted is done again.
 * @param {string} stampFile
 * @param {string} value
 */
export function writeStamp(stampFile, value) {
  mkdirSync(dirname(stampFile), { recursive: true })
  writeFileSync(stampFile, `${value}\n`)
}

/**
 * @param {import('node:crypto').Hash} hash
 * @param {string} path
 */
function addPath(hash, path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) hash.update(`missing ${path}\0`)
  else if (stats.isDirectory()) {
    for (const name of readdirSync(path).sort()) if (name !== '__pycache__' && !name.startsWith('.')) addPath(hash, join(path, name))
  } else hash.update(`${path}\0`).update(readFileSync(path)).update('\0')
}
