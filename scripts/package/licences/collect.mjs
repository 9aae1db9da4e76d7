import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { at } from '../../checkout.mjs'
import { pythonVersion } from '../targets.mjs'
import { keptText } from './component.mjs'
import { npmComponents } from './npm-components.mjs'
import { pythonComponents } from './python-components.mjs'

/** @typedef {import('./component.mjs').Component} Component */

/** What comes inside of others, and is under a licence of its own. @returns {Component[]} */
function parts() {
  return [
    {
      kind: 'part',
      name: 'PDF.js (in unpdf)',
      version: '',
      license: 'Apache-2.0',
      texts: [keptText('apache-2.0')],
      homepage: 'https://mozilla.github.io/pdf.js/',
    },
    {
      kind: 'part',
      name: 'Codicons by Microsoft (the font in monaco-editor)',
      version: '',
      license: 'CC-BY-4.0',
      texts: [keptText('cc-by-4.0')],
      homepage: 'https://github.com/microsoft/vscode-codicons',
    },
  ]
}

/** Electron and Python. @returns {Component[]} */
function runtimes() {
  const electron = JSON.parse(readFileSync(at('node_modules', 'electron', 'package.json'), 'utf8'))
  return [
    {
      kind: 'runtime',
      name: 'electron',
      version: electron.version,
      license: 'MIT',
      texts: [
        readFileSync(at('node_modules', 'electron', 'LICENSE'), 'utf8'),
        'Chromium, Node and what they contain: LICENSES.chromium.html, beside this file.\n',
      ],
      homepage: 'https://www.electronjs.org',
    },
    {
      kind: 'runtime',
      name: 'python',
      version: pythonVersion,
      license: 'Python-2.0',
      texts: [keptText('python'), keptText('python-libraries')],
      homepage: 'https://www.python.org',
    },
  ]
}

/**
 * Everything of others that is in the app.
 * @param {string} packages the folder of Python packages
 * @returns {Component[]}
 */
export function collectComponents(packages) {
  return [...runtimes(), ...npmComponents(), ...parts(), ...pythonComponents(packages)]
}

/**
 * The text that the app carries: a list, then every licence once, below the names of those that are under it.
 * @param {readonly Component[]} components
 */
export function licencesText(components) {
  const named = (/** @type {Component} */ { name, version }) => `${name} ${version}`.trim()
  const list = components.map((component) => `${named(component)}: ${component.license}`)
  /** @type {Map<string, string[]>} */
  const bearers = new Map()
  for (const component of components) {
    for (const text of component.texts) {
      const key = text
        .replaceAll('\r\n', '\n')
        .replace(/^\uFEFF/, '')
        .trim()
      bearers.set(key, [...(bearers.get(key) ?? []), named(component)])
    }
  }
  const line = '='.repeat(120)
  const sections = [...bearers].map(([text, names]) => `${line}\n${[...new Set(names)].join(', ')}\n${line}\n\n${text}\n`)
  return `Antecedent contains the work of others, under these licences:\n\n${list.join('\n')}\n\n${sections.join('\n')}`
}

/**
 * Writes the licences to where the box takes them from, with Chromium's where Electron's distribution is there.
 * @param {readonly Component[]} components
 * @param {string} folder
 * @param {string} [electron] its distribution
 * @returns {boolean} whether Chromium's were there
 */
export function writeLicences(components, folder, electron = at('node_modules', 'electron', 'dist')) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'THIRD_PARTY_LICENSES.txt'), licencesText(components))
  const chromium = join(electron, 'LICENSES.chromium.html')
  if (!existsSync(chromium)) return false
  cpSync(chromium, join(folder, 'LICENSES.chromium.html'))
  return true
}
