import { lstatSync, readdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A file of a tree.
 * @typedef {object} TreeFile
 * @property {string} path from the tree's root, with slashes
 * @property {number} size bytes
 * @property {boolean} link a symbolic link, whatever it points at
 */

/**
 * Every file below a folder, sorted by path. Links are listed and not followed.
 * @param {string} root
 * @returns {TreeFile[]}
 */
export function filesOf(root) {
  /** @type {TreeFile[]} */
  const files = []
  /** @param {string} folder */
  const visit = (folder) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) visit(path)
      else files.push({ path, size: lstatSync(join(root, path)).size, link: entry.isSymbolicLink() })
    }
  }
  visit('')
  return files.sort((one, other) => (one.path < other.path ? -1 : 1))
}

/** Bytes of files together. @param {readonly TreeFile[]} files */
export const bytesOf = (files) => files.reduce((sum, { size }) => sum + size, 0)

/**
 * Removes the folders below one that hold no file.
 * @param {string} root
 * @returns {boolean} whether nothing is left in it
 */
export function removeEmptyFolders(root) {
  let empty = true
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    const path = join(root, entry.name)
    if (!entry.isDirectory() || !removeEmptyFolders(path)) empty = false
    else rmdirSync(path)
  }
  return empty
}
