import { closeSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { capture } from '../command.mjs'
import { SetupError } from '../say.mjs'
import { filesOf } from './tree.mjs'

/** Code that only runs beside torch, which the app has not: it stays as it is, and would only take room. */
const neverImported =
  /transformers\/(models\/[^/]+\/(image_processing|modeling|modular|processing|video_processing|feature_extraction)_|integrations\/|trainer)/

/**
 * Compiles a folder's Python once and for all: the files say that nobody needs to compare them with their sources, so that nothing is ever
 * written beside them, which would break the app's seal.
 * @param {string} python an interpreter of the app's minor version
 * @param {string} root the folder; no path of this machine gets into what is written
 */
export async function compileAll(python, root) {
  const flags = ['-q', '-f', '-j', '2', '--invalidation-mode', 'unchecked-hash', '-s', root, '-x', neverImported.source]
  const { code, output } = await capture(python, ['-I', '-B', '-W', 'ignore', '-m', 'compileall', ...flags, root])
  if (code !== 0) throw new SetupError(`${output}\nPython’s files could not be compiled.`)
}

/**
 * Compiled files below a folder, and those among them that an interpreter would compare with their sources.
 * @param {string} root
 */
export function compiledFiles(root) {
  const files = filesOf(root).filter(({ path }) => path.endsWith('.pyc'))
  const checked = files.filter(({ path }) => !isUnchecked(readHead(join(root, path)))).map(({ path }) => path)
  return { files, checked }
}

/**
 * Whether the head of a compiled file says: by hash, and not to be compared (PEP 552).
 * @param {Buffer} head at least eight bytes
 */
export const isUnchecked = (head) => head.length >= 8 && head.readUInt32LE(4) === 0b01

/** @param {string} file */
function readHead(file) {
  const descriptor = openSync(file, 'r')
  try {
    const head = Buffer.alloc(16)
    return head.subarray(0, readSync(descriptor, head, 0, 16, 0))
  } finally {
    closeSync(descriptor)
  }
}
