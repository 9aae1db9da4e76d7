import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { filesInAsar } from './asar.mjs'
import { readConfiguration } from './configuration.mjs'
import { filesOf } from './tree.mjs'

/** Where Electron keeps its fuses in its binary: this text, a version, their number, then one digit a fuse. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** The fuses in the order in which they stand in the binary. */
const fuseOrder = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
]

/**
 * Looks into a packed app: whether it has what it needs, and nothing that is not for people.
 * @param {string} resources its Resources
 * @param {string} binary where Electron's fuses are: the executable, or the framework on a Mac
 * @returns {{ archived: number, beside: number, problems: readonly string[] }}
 */
export function checkBox(resources, binary) {
  const archived = filesInAsar(join(resources, 'app.asar'))
  const beside = filesOf(resources).map(({ path }) => path)
  return {
    archived: archived.length,
    beside: beside.length,
    problems: [
      ...archiveProblems(archived),
      ...resourceProblems(beside),
      ...fuseProblems(readFileSync(binary), readConfiguration().electronFuses),
    ],
  }
}

/** @param {string} app a packed app's folder: `Antecedent.app` or `linux-unpacked` */
export function placesInBox(app) {
  if (!app.endsWith('.app')) return { resources: join(app, 'resources'), binary: join(app, executableOf(app)) }
  const framework = join(app, 'Contents', 'Frameworks', 'Electron Framework.framework', 'Versions', 'A', 'Electron Framework')
  return { resources: join(app, 'Contents', 'Resources'), binary: framework }
}

/** @param {string} app */
function executableOf(app) {
  const names = readdirSync(app)
  return names.find((name) => name === 'antecedent') ?? names.find((name) => name === 'electron') ?? 'antecedent'
}

const needed = ['package.json', 'out/main/index.js', 'out/main/dataset-worker.js', 'out/preload/preload.cjs', 'out/renderer/index.html']
const unwanted = /\.map$|(^|\/)(tests?|__tests__)\/|\.(test|spec)\.[cm]?[jt]sx?$|(?<!\.d)\.[cm]?tsx?$|(^|\/)\.(git|env)/

/** @param {readonly string[]} paths in the archive */
export function archiveProblems(paths) {
  const there = new Set(paths)
  return [
    ...needed.filter((path) => !there.has(path)).map((path) => `${path} is not in the archive.`),
    ...paths.filter((path) => unwanted.test(path)).map((path) => `${path} is in the archive, and is for development.`),
    ...paths
      .filter((path) => !/^(package\.json|out\/(main|preload|renderer)\/|node_modules\/)/.test(path))
      .map((path) => `${path} is in the archive.`),
  ]
}

const neededBeside = [
  'app.asar',
  'assets/demo-model/model.safetensors',
  'assets/examples.json',
  'licences/LICENSES.chromium.html',
  'licences/THIRD_PARTY_LICENSES.txt',
  'python/bin/python3.13',
  'python-sidecar/__main__.py',
]

/** @param {readonly string[]} paths in the app's Resources */
export function resourceProblems(paths) {
  const there = new Set(paths)
  return [
    ...neededBeside.filter((path) => !there.has(path)).map((path) => `${path} is not beside the archive.`),
    ...paths
      .filter((path) => path === 'default_app.asar' || /^python-sidecar\/.*(tests?\/|\.lock$|\.in$)/.test(path))
      .map((path) => `${path} is beside the archive.`),
  ]
}

/**
 * @param {Buffer} binary
 * @param {Readonly<Record<string, boolean>>} wanted
 */
export function fuseProblems(binary, wanted) {
  const at = binary.indexOf(fuseMark)
  if (at < 0) return ['Electron’s fuses are not where they should be.']
  const states = binary.toString('latin1', at + fuseMark.length + 2, at + fuseMark.length + 2 + fuseOrder.length)
  return Object.entries(wanted)
    .filter(([name, on]) => states[fuseOrder.indexOf(name)] !== (on ? '1' : '0'))
    .map(([name, on]) => `The fuse ${name} is not ${on ? 'on' : 'off'}.`)
}
