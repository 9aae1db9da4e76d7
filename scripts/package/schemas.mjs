import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { at, cacheFolder } from '../checkout.mjs'
import { capture } from '../command.mjs'
import { SetupError } from '../say.mjs'

/**
 * Packages of the registry that are taken for the schemas in them alone, and not installed.
 * @type {Record<'builder' | 'bill', { name: string, version: string, integrity: string }>}
 */
const archives = {
  builder: {
    name: 'app-builder-lib',
    version: '26.17.0',
    integrity: JSON.parse(readFileSync(at('scripts', 'package', 'builder', 'package-lock.json'), 'utf8')).packages[
      'node_modules/app-builder-lib'
    ].integrity,
  },
  bill: {
    name: '@cyclonedx/cyclonedx-library',
    version: '10.3.0',
    integrity: 'sha512-RIT28sp1U0PCHaaeF3yNRwk6Jig/XJ8UsYAVOMYaHQ+0VVOvsjcp0PTWQFLUqJFF8XMud+Kdq6G+wtDAh+QJFA==',
  },
}

/**
 * What is wrong with a configuration of electron-builder, by its own schema.
 * @param {unknown} configuration
 */
export async function builderProblems(configuration) {
  const folder = await unpacked('builder')
  return problemsBy({}, json(join(folder, 'scheme.json')), configuration)
}

/**
 * What is wrong with a bill of materials, by CycloneDX's schema.
 * @param {unknown} bill
 */
export async function billProblems(bill) {
  const folder = join(await unpacked('bill'), 'res', 'schema')
  const others = ['spdx', 'jsf-0.82', 'cryptography-defs'].map((name) => `${name}.SNAPSHOT.schema.json`)
  return problemsBy(
    Object.fromEntries(others.map((name) => [name, json(join(folder, name))])),
    json(join(folder, 'bom-1.6.SNAPSHOT.schema.json')),
    bill,
  )
}

/**
 * @param {Record<string, object>} others schemas that it refers to, by the name it calls them
 * @param {object} schema
 * @param {unknown} value
 * @returns {string[]}
 */
function problemsBy(others, schema, value) {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
  for (const [name, other] of Object.entries(others)) ajv.addSchema(other, `http://cyclonedx.org/schema/${name}`)
  const validate = ajv.compile(schema)
  if (validate(value)) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath || '/'} ${message} ${JSON.stringify(params)}`)
}

/** @param {string} file */
const json = (file) => JSON.parse(readFileSync(file, 'utf8'))

/**
 * The folder of a package's archive, fetched once, through npm and whatever registry it is set up with.
 * @param {keyof typeof archives} key
 */
async function unpacked(key) {
  const { name, version, integrity } = archives[key]
  const folder = join(cacheFolder, 'schemas', `${key}-${version}`)
  if (existsSync(join(folder, 'package', 'package.json'))) return join(folder, 'package')
  const part = `${folder}.${process.pid}`
  mkdirSync(part, { recursive: true })
  const { code, output } = await capture('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', part])
  const archive = join(part, output.trim().split('\n').at(-1) ?? '')
  if (code !== 0 || !existsSync(archive)) throw new SetupError(`${name} ${version} cannot be fetched: ${output}`)
  if (`sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}` !== integrity) {
    rmSync(part, { recursive: true, force: true })
    throw new SetupError(`The archive of ${name} ${version} is not the one that is pinned.`)
  }
  const untar = await capture('tar', ['-xzf', archive, '-C', part])
  if (untar.code !== 0) throw new SetupError(untar.output)
  rmSync(folder, { recursive: true, force: true })
  renameSync(part, folder)
  return join(folder, 'package')
}
