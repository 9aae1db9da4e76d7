import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { field, installedPackages } from '../wheels.mjs'
import { keptText, textsIn } from './component.mjs'
import { expressionOf } from './spdx.mjs'

/** Licence texts of wheels that bring none. */
const kept = /** @type {Record<string, string>} */ ({ sentencepiece: 'apache-2.0', tokenizers: 'apache-2.0' })

/**
 * The packages that lie in a folder of packages.
 * @param {string} packages
 * @returns {import('./component.mjs').Component[]}
 */
export function pythonComponents(packages) {
  return installedPackages(packages).map(({ name, version, info, metadata }) => {
    const own = textsOf(info)
    const spare = kept[name]
    return {
      kind: /** @type {const} */ ('python'),
      name,
      version,
      license: pythonLicence(metadata),
      texts: own.length === 0 && spare ? [keptText(spare)] : own,
      homepage: field(metadata, 'Home-page'),
    }
  })
}

/**
 * What METADATA says of the licence, newest way first: an SPDX expression, a classifier, free words.
 * @param {string} metadata
 */
export function pythonLicence(metadata) {
  const expression = field(metadata, 'License-Expression')
  if (expression) return expression
  const words = field(metadata, 'License')
  if (words && words.length < 60) return expressionOf(words)
  const classifiers = [...metadata.matchAll(/^Classifier: License :: (?:OSI Approved :: )?(.+?)\r?$/gm)].map((match) => match[1] ?? '')
  return classifiers.map(expressionOf).join(' AND ')
}

/** @param {string} info folder of metadata @returns {string[]} */
function textsOf(info) {
  const below = join(info, 'licenses')
  return [...textsIn(info), ...(existsSync(below) ? textsBelow(below) : [])]
}

/** @param {string} folder @returns {string[]} */
function textsBelow(folder) {
  const inner = readdirSync(folder).filter((name) => statSync(join(folder, name)).isDirectory())
  return [...textsIn(folder), ...inner.flatMap((name) => textsBelow(join(folder, name)))]
}
