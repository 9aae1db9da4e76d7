import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { at, cacheFolder } from '../checkout.mjs'
import { capture } from '../command.mjs'
import { SetupError, say } from '../say.mjs'
import { fingerprint, isStamped, writeStamp } from '../stamp.mjs'
import { readConfiguration } from './configuration.mjs'

const source = at('scripts', 'package', 'builder')
const folder = join(cacheFolder, 'builder')
const command = join(folder, 'node_modules', 'electron-builder', 'cli.js')

/** Installs electron-builder from its own lock, without running a script of any package. */
async function ensureBuilder() {
  const wanted = fingerprint(
    [],
    ['package.json', 'package-lock.json'].map((name) => join(source, name)),
  )
  const stamp = join(folder, '.stamp')
  if (isStamped(stamp, wanted) && existsSync(command)) return
  say('Installing electron-builder …')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(source, name), join(folder, name))
  cpSync(at('.npmrc'), join(folder, '.npmrc'))
  const { code, output } = await capture('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: folder })
  if (code !== 0) throw new SetupError(`${output}\nelectron-builder could not be installed.`)
  writeStamp(stamp, wanted)
}

/**
 * The configuration that a box is made by: electron-builder.yml, without an address for updates where none is given.
 * @param {Record<string, unknown>} configuration
 * @param {{ updates: string | undefined, electron: string | undefined }} given
 * @returns {Record<string, unknown>}
 */
export function configurationFor(configuration, { updates, electron }) {
  if (updates !== undefined && !updates.startsWith('https://')) throw new SetupError('ANTECEDENT_UPDATES_URL has to begin with https://.')
  return {
    ...configuration,
    publish: updates === undefined ? null : configuration.publish,
    ...(electron === undefined ? {} : { electronDist: electron }),
  }
}

/**
 * Boxes the app. Signing and notarizing take their secrets from the environment, where electron-builder looks for them.
 * @param {import('./targets.mjs').Target} target
 * @param {{ electron: string | undefined, flags?: readonly string[] }} given electron: an unpacked distribution
 */
export async function box(target, { electron, flags = [] }) {
  await ensureBuilder()
  const own = electron === undefined ? undefined : withoutDefaultApp(electron, join(target.folder, 'electron'))
  const file = join(target.folder, 'electron-builder.json')
  const written = configurationFor({ ...readConfiguration() }, { updates: process.env.ANTECEDENT_UPDATES_URL, electron: own })
  writeFileSync(file, `${JSON.stringify(written, undefined, 2)}\n`)
  const platform = target.name === 'mac-arm64' ? ['--mac', '--arm64'] : ['--linux', 'dir', '--x64']
  say('Boxing …')
  const { code, output } = await capture(process.execPath, [command, ...platform, '--config', file, '--publish', 'never', ...flags])
  if (code !== 0) throw new SetupError(`${output}\nThe app could not be boxed.`)
  return output
}

/**
 * Electron's own welcome is no part of the app, and electron-builder leaves it in a distribution that is given to it.
 * @param {string} electron
 * @param {string} copy
 */
function withoutDefaultApp(electron, copy) {
  if (!existsSync(join(electron, 'version'))) throw new SetupError(`${electron} is no unpacked Electron: it has no file called version.`)
  rmSync(copy, { recursive: true, force: true })
  cpSync(electron, copy, { recursive: true, verbatimSymlinks: true })
  rmSync(join(copy, 'resources', 'default_app.asar'), { force: true })
  return copy
}
