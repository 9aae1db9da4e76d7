import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { at } from '../checkout.mjs'

/**
 * electron-builder.yml, as far as it is asked about here.
 * @typedef {object} Configuration
 * @property {string} appId
 * @property {string} productName
 * @property {readonly string[]} files
 * @property {readonly { from: string, to: string, filter?: readonly string[] }[]} extraResources
 * @property {Record<string, boolean>} electronFuses
 * @property {{ signIgnore: readonly string[], entitlements: string, entitlementsInherit: string, target: readonly { target: string, arch: string }[],
 *   hardenedRuntime: boolean, notarize: boolean, minimumSystemVersion: string }} mac
 */

/** @returns {Configuration} */
export function readConfiguration() {
  return parse(readFileSync(at('electron-builder.yml'), 'utf8'))
}

/**
 * What electron-builder does with `signIgnore`: a file is passed over as soon as one pattern is found in its absolute path.
 * @param {readonly string[]} patterns
 * @returns {(path: string) => boolean} whether a file is passed over; takes its path from the bundle's Resources
 */
export function signIgnore(patterns) {
  const expressions = patterns.map((pattern) => new RegExp(pattern))
  return (path) => expressions.some((expression) => expression.test(`/Volumes/build/Antecedent.app/Contents/Resources/${path}`))
}
