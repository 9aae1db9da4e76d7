import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { at } from '../checkout.mjs'
import { readNpmLock } from './licences/npm-components.mjs'

/** @typedef {import('./licences/component.mjs').Component} Component */

/**
 * The bill of materials of a box: CycloneDX 1.6, the same for the same content.
 * @param {readonly Component[]} components
 * @param {{ lock: string, time: string | undefined }} facts lock: the text of the Python lock; time: ISO 8601, undefined where the build has none
 * @returns {Record<string, unknown>}
 */
export function billOfMaterials(components, { lock, time }) {
  const app = JSON.parse(readFileSync(at('package.json'), 'utf8'))
  const npmHashes = hashesOfNpm()
  const pythonHashes = hashesOfPython(lock)
  const entries = components
    .filter(({ kind }) => kind !== 'part')
    .map((component) =>
      entryOf(component, component.kind === 'npm' ? npmHashes : new Map(), component.kind === 'python' ? pythonHashes : new Map()),
    )
  const body = {
    metadata: {
      ...(time === undefined ? {} : { timestamp: time }),
      component: {
        type: 'application',
        'bom-ref': 'antecedent',
        name: app.name,
        version: app.version,
        licenses: [{ license: { id: app.license } }],
      },
    },
    components: entries,
    dependencies: [{ ref: 'antecedent', dependsOn: entries.map((entry) => entry['bom-ref']) }],
  }
  return { bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: `urn:uuid:${uuidOf(JSON.stringify(body))}`, version: 1, ...body }
}

/**
 * @param {Component} component
 * @param {ReadonlyMap<string, string>} digests hexadecimal SHA-512 by name and version
 * @param {ReadonlyMap<string, readonly string[]>} wheels SHA-256 of the files a lock admits, by name and version
 */
function entryOf({ kind, name, version, license, homepage }, digests, wheels) {
  const purl = purlOf(kind, name, version)
  const digest = digests.get(`${name}@${version}`)
  const admitted = wheels.get(`${name}@${version}`)
  return {
    type: kind === 'runtime' ? 'framework' : 'library',
    'bom-ref': purl,
    name,
    version,
    licenses: /^[\w.-]+$/.test(license) ? [{ license: { id: license } }] : [{ expression: license }],
    purl,
    ...(digest ? { hashes: [{ alg: 'SHA-512', content: digest }] } : {}),
    ...(homepage?.startsWith('https://') ? { externalReferences: [{ type: 'website', url: homepage }] } : {}),
    ...(admitted ? { properties: admitted.map((value) => ({ name: 'antecedent:locked-sha256', value })) } : {}),
  }
}

/**
 * @param {Component['kind']} kind
 * @param {string} name
 * @param {string} version
 */
function purlOf(kind, name, version) {
  if (kind === 'python') return `pkg:pypi/${name}@${version}`
  if (kind === 'npm') return `pkg:npm/${name.replace('@', '%40')}@${version}`
  return name === 'electron' ? `pkg:npm/electron@${version}` : `pkg:generic/${name}@${version}`
}

/** @returns {Map<string, string>} */
function hashesOfNpm() {
  const entries = Object.entries(readNpmLock()).filter(([folder, { integrity }]) => folder !== '' && integrity?.startsWith('sha512-'))
  return new Map(
    entries.map(([folder, { version, integrity = '' }]) => [
      `${folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length)}@${version}`,
      Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex'),
    ]),
  )
}

/** @param {string} lock @returns {Map<string, string[]>} */
function hashesOfPython(lock) {
  const entries = lock.split(/\n(?=\S)/).map((entry) => /** @type {const} */ ([/^([\w.-]+)==(\S+)/.exec(entry), entry]))
  return new Map(
    entries.flatMap(([head, entry]) =>
      head ? [[`${head[1]}@${head[2]}`, [...entry.matchAll(/sha256:([0-9a-f]{64})/g)].map((match) => match[1] ?? '')]] : [],
    ),
  )
}

/** A UUID that is a function of a text. @param {string} text */
function uuidOf(text) {
  const hex = createHash('sha256').update(text).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
