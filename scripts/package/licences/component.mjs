import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isAllowed } from './spdx.mjs'

/**
 * Something of others that is in the app.
 * @typedef {object} Component
 * @property {'npm' | 'python' | 'runtime' | 'part'} kind part: came inside of another component
 * @property {string} name
 * @property {string} version empty for a part
 * @property {string} license SPDX expression
 * @property {readonly string[]} texts its licence and notices
 * @property {string | undefined} homepage
 */

const textFolder = join(dirname(fileURLToPath(import.meta.url)), 'texts')

/** A licence text that is kept here, because its package brings none. @param {string} name */
export const keptText = (name) => readFileSync(join(textFolder, `${name}.txt`), 'utf8')

const isLicence = /^(licen[cs]e|copying|unlicense|notice|third-?party-?notices?)([.-].*)?$/i

/**
 * The licence texts in a folder, without those below it.
 * @param {string} folder
 * @returns {string[]}
 */
export function textsIn(folder) {
  const names = readdirSync(folder).filter((name) => isLicence.test(name) && statSync(join(folder, name)).isFile())
  return names.sort().map((name) => readFileSync(join(folder, name), 'utf8'))
}

/**
 * What is wrong with the licences of components, in sentences.
 * @param {readonly Component[]} components
 */
export function licenceProblems(components) {
  return components.flatMap(({ name, version, license, texts }) => {
    const named = `${name} ${version}`.trim()
    const problems = []
    if (!isAllowed(license)) problems.push(`${named} is under ${license || 'no licence that it names'}, which is not on the list.`)
    if (!texts.some((text) => text.trim().length > 100)) problems.push(`${named} comes without the text of its licence.`)
    return problems
  })
}
