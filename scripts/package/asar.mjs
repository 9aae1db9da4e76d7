import { closeSync, openSync, readSync } from 'node:fs'

/**
 * Paths of the files in an asar archive, sorted. Its header is JSON behind four little-endian lengths.
 * @param {string} file
 * @returns {string[]}
 */
export function filesInAsar(file) {
  const descriptor = openSync(file, 'r')
  try {
    const sizes = Buffer.alloc(16)
    readSync(descriptor, sizes, 0, 16, 0)
    const header = Buffer.alloc(sizes.readUInt32LE(12))
    readSync(descriptor, header, 0, header.length, 16)
    return pathsOf(JSON.parse(header.toString('utf8'))).sort()
  } finally {
    closeSync(descriptor)
  }
}

/**
 * @param {{ files?: Record<string, object> }} entry
 * @param {string} path
 * @returns {string[]}
 */
function pathsOf(entry, path = '') {
  if (!entry.files) return [path]
  return Object.entries(entry.files).flatMap(([name, inner]) => pathsOf(inner, path === '' ? name : `${path}/${name}`))
}
