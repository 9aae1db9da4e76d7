import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { capture } from '../command.mjs'
import { explain } from '../failure.mjs'
import { uvEnvironment } from '../locks.mjs'
import { SetupError } from '../say.mjs'
import { pythonMinor } from './targets.mjs'
import { tagsOf } from './wheel-tags.mjs'

/**
 * A package as it was installed.
 * @typedef {object} InstalledPackage
 * @property {string} name as its lock spells it: small letters, hyphens
 * @property {string} version
 * @property {string} info its folder of metadata, absolute
 * @property {string} metadata the text of METADATA
 * @property {readonly import('./wheel-tags.mjs').WheelTag[]} tags
 * @property {readonly string[]} files what it put into the folder of packages
 */

/**
 * Installs wheels of a lock for another machine, or this one, into a folder; no code of theirs runs.
 * @param {object} order
 * @param {string} order.uv the command
 * @param {string} order.lock with a hash for every wheel
 * @param {string} order.triple the platform, in the words of uv's resolver
 * @param {string} order.packages the folder
 */
export async function installWheels({ uv, lock, triple, packages }) {
  mkdirSync(packages, { recursive: true })
  const flags = ['--python-platform', triple, '--python-version', pythonMinor, '--no-deps', '--require-hashes', '--only-binary', ':all:']
  const { code, output } = await capture(
    uv,
    ['pip', 'install', '--no-config', '--link-mode', 'copy', '--target', packages, ...flags, '-r', lock],
    { env: { ...process.env, ...uvEnvironment } },
  )
  if (code !== 0) throw new SetupError(`${output}\n${explain(output)}`)
}

/**
 * Reads back what lies in a folder of packages.
 * @param {string} packages
 * @returns {InstalledPackage[]} by name
 */
export function installedPackages(packages) {
  const infos = readdirSync(packages).filter((name) => name.endsWith('.dist-info'))
  const found = infos.map((folder) => {
    const info = join(packages, folder)
    const metadata = readFileSync(join(info, 'METADATA'), 'utf8')
    return {
      name: normalized(field(metadata, 'Name') ?? ''),
      version: field(metadata, 'Version') ?? '',
      info,
      metadata,
      tags: tagsOf(readFileSync(join(info, 'WHEEL'), 'utf8')),
      files: recordedFiles(readFileSync(join(info, 'RECORD'), 'utf8')),
    }
  })
  return found.sort((one, other) => (one.name < other.name ? -1 : 1))
}

/**
 * Names and versions that a lock pins.
 * @param {string} text
 * @returns {Map<string, string>}
 */
export function lockedPackages(text) {
  return new Map([...text.matchAll(/^([\w.-]+)==(\S+)/gm)].map((match) => [normalized(match[1] ?? ''), match[2] ?? '']))
}

/**
 * Where what is installed differs from its lock, in sentences.
 * @param {readonly Pick<InstalledPackage, 'name' | 'version'>[]} installed
 * @param {ReadonlyMap<string, string>} locked
 */
export function lockProblems(installed, locked) {
  const there = new Map(installed.map(({ name, version }) => [name, version]))
  const missing = [...locked].filter(([name, version]) => there.get(name) !== version)
  const more = [...there].filter(([name]) => !locked.has(name))
  return [
    ...missing.map(([name, version]) => `${name} ${version} is locked, and ${there.get(name) ?? 'nothing'} is there.`),
    ...more.map(([name, version]) => `${name} ${version} is there, and not locked.`),
  ]
}

/**
 * A header of METADATA; a name that occurs several times gives the first.
 * @param {string} metadata
 * @param {string} name
 */
export function field(metadata, name) {
  const head = metadata.split(/\r?\n\r?\n/, 1)[0] ?? ''
  return new RegExp(`^${name}:[ \\t]*(.*?)[ \\t]*\\r?$`, 'mi').exec(head)?.[1]
}

/** Names of packages compare without case, and with one kind of hyphen. @param {string} name */
const normalized = (name) => name.toLowerCase().replace(/[-_.]+/g, '-')

/** @param {string} record the text of RECORD, a CSV file @returns {string[]} */
function recordedFiles(record) {
  return record
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map(recordedPath)
}

/**
 * The path in a line of RECORD.
 * @param {string} line
 */
export function recordedPath(line) {
  const quoted = /^"((?:[^"]|"")*)"/.exec(line)?.[1]
  return quoted === undefined ? (line.split(',')[0] ?? '') : quoted.replaceAll('""', '"')
}
