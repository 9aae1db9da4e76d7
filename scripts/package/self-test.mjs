import { at } from '../checkout.mjs'
import { capture } from '../command.mjs'
import { SetupError } from '../say.mjs'
import { filesOf } from './tree.mjs'

/**
 * Starts a laid out Python as the app does, lets it import everything and compute, and looks whether it left a file behind.
 * @param {ReturnType<typeof import('./targets.mjs').partsOf>} parts
 * @returns {Promise<Record<string, unknown>>} what the Python said of itself
 */
export async function selfTest({ python, interpreter, sidecar }) {
  const before = fingerprintOf([python, sidecar])
  // A bare environment, since the app gives its Python no more than an allow-list.
  const env = { HOME: process.env.HOME, PATH: '/usr/bin:/bin', PYTHONUTF8: '1' }
  const { code, output } = await capture(interpreter, ['-I', '-B', at('scripts', 'package', 'self_test.py'), sidecar], { env })
  const answer = output.trim().split('\n').at(-1) ?? ''
  if (code !== 0 || !answer.startsWith('{')) throw new SetupError(`${output}\nThe packed Python fails its self-test.`)
  if (fingerprintOf([python, sidecar]) !== before) throw new SetupError('The packed Python wrote into its own folder during its self-test.')
  return JSON.parse(answer)
}

/** @param {readonly string[]} folders */
function fingerprintOf(folders) {
  return JSON.stringify(folders.map((folder) => filesOf(folder).map(({ path, size }) => [path, size])))
}
