import { existsSync, readFileSync, rmSync } from 'node:fs'
import { say } from '../say.mjs'
import { compileAll } from './bytecode.mjs'
import { layOutInterpreter, runnablePython, withoutInterpreter } from './interpreter.mjs'
import { mendRecords, packageRules, prune } from './pruning.mjs'
import { selfTest } from './self-test.mjs'
import { layOutSidecar } from './sidecar.mjs'
import { partsOf, pythonMinor } from './targets.mjs'
import { ensureUv, pinnedUv } from './uv.mjs'
import { installWheels, lockedPackages } from './wheels.mjs'

/**
 * What was done on this machine, and what could not be.
 * @typedef {object} LayingOut
 * @property {string} uv the version of uv
 * @property {number} wheels
 * @property {Awaited<ReturnType<typeof layOutInterpreter>> | null} interpreter what was left out of it; null without one
 * @property {ReturnType<typeof prune>} pruned what was left out of the packages
 * @property {boolean} compiled
 * @property {Record<string, unknown> | null} selfTest what the packed Python said; null where it does not run
 * @property {readonly string[]} open what only another machine can do
 */

/**
 * Lays out the Python tree and the sidecar for a target.
 * @param {import('./targets.mjs').Target} target
 * @param {{ interpreter: string | undefined }} given a tree to take Python from
 * @returns {Promise<LayingOut>}
 */
export async function layOut(target, given) {
  const parts = partsOf(target)
  const open = []
  rmSync(target.folder, { recursive: true, force: true })
  const uv = await ensureUv()
  const interpreter = await layOutInterpreter({ uv, target, python: parts.python, given: given.interpreter })
  if (!interpreter) open.push(withoutInterpreter)
  const wheels = lockedPackages(readFileSync(target.lock, 'utf8')).size
  say(`Laying out ${wheels} wheels for ${target.name} …`)
  await installWheels({ uv, lock: target.lock, triple: target.triple, packages: parts.packages })
  const pruned = prune(parts.packages, packageRules)
  mendRecords(parts.packages)
  layOutSidecar(parts.sidecar)
  const compiler = await runnablePython(existsSync(parts.interpreter) ? [parts.interpreter] : [])
  if (compiler) {
    say('Compiling …')
    // The last to change the tree: whatever is written later breaks the seal.
    await compileAll(compiler, parts.python)
    await compileAll(compiler, parts.sidecar)
  } else open.push(`Compiled files: no Python ${pythonMinor} runs here.`)
  const runs = interpreter !== undefined && (await runnablePython([parts.interpreter])) === parts.interpreter
  if (!runs) open.push('The self-test: the packed Python does not run on this machine.')
  return {
    uv: pinnedUv(),
    wheels,
    interpreter: interpreter ?? null,
    pruned,
    compiled: compiler !== undefined,
    selfTest: runs ? await selfTest(parts) : null,
    open,
  }
}
