import { cpSync, existsSync, mkdirSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cacheFolder } from '../checkout.mjs'
import { capture } from '../command.mjs'
import { askPython } from '../python.mjs'
import { SetupError, say } from '../say.mjs'
import { interpreterRules, prune } from './pruning.mjs'
import { pythonMinor, pythonVersion } from './targets.mjs'

/**
 * Puts a whole relocatable Python where the box has it, without what the app never uses.
 * @param {object} order
 * @param {string} order.uv the command
 * @param {import('./targets.mjs').Target} order.target
 * @param {string} order.python the folder to fill
 * @param {string | undefined} order.given a tree to copy instead of fetching one
 * @returns {Promise<ReturnType<typeof prune> | undefined>} what was left out; undefined where no interpreter can be had
 */
export async function layOutInterpreter({ uv, target, python, given }) {
  const source = given ?? (await fetchInterpreter(uv, target))
  if (source === undefined) return undefined
  if (!existsSync(join(source, 'bin', `python${pythonMinor}`))) throw new SetupError(`${source} has no bin/python${pythonMinor}.`)
  rmSync(python, { recursive: true, force: true })
  mkdirSync(dirname(python), { recursive: true })
  cpSync(realpathSync(source), python, { recursive: true, verbatimSymlinks: true })
  return prune(python, interpreterRules)
}

/**
 * uv knows the hash of every build it fetches; its own version is locked, and the build's is written down.
 * @param {string} uv
 * @param {import('./targets.mjs').Target} target
 */
async function fetchInterpreter(uv, target) {
  const folder = join(cacheFolder, 'interpreters')
  say(`Fetching ${target.uvPython} …`)
  const flags = ['--no-config', '--no-bin', '--install-dir', folder]
  const { code, output } = await capture(uv, ['python', 'install', ...flags, target.uvPython])
  const found = existsSync(folder) && readdirSync(folder).find((name) => name.startsWith(target.uvPython))
  if (code === 0 && found) return join(folder, found)
  say(`  it cannot be had here: ${output.trim().split('\n').at(-1)}`)
  return undefined
}

/**
 * A Python of the app's minor version that runs on this machine, to compile with.
 * @param {readonly string[]} candidates files, in order of preference
 */
export async function runnablePython(candidates) {
  for (const command of [...candidates, `python${pythonMinor}`, join(cacheFolder, 'interpreters', `python${pythonMinor}`)]) {
    const python = await askPython(command)
    if (python?.version.join('.') === pythonMinor) return python.command
  }
  return undefined
}

/** What the report says of an interpreter that is not there. */
export const withoutInterpreter = `Python ${pythonVersion} itself: uv fetches it from python-build-standalone's releases, on a Mac or any machine that reaches them.`
