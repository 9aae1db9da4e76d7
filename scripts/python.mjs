import { capture } from './command.mjs'

/**
 * What a Python says of itself.
 * @typedef {object} Python
 * @property {string} command as it is started: a name on the path or a file
 * @property {readonly [number, number]} version
 * @property {string} machine as in `uname -m`
 * @property {boolean} freeThreaded built without the global lock, for which few wheels exist
 * @property {boolean} venv can make virtual environments with pip in them
 * @property {boolean} pip has pip itself
 */

const oldest = 11
const newest = 14
/** 3.13 is what the packaged app carries. */
const names = ['python3.13', 'python3.12', 'python3.11', 'python3.14', 'python3']

const question = `
import importlib.util, json, platform, sys, sysconfig
has = lambda name: importlib.util.find_spec(name) is not None
print(json.dumps({"version": sys.version_info[:2], "machine": platform.machine(),
  "freeThreaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED")), "venv": has("venv") and has("ensurepip"), "pip": has("pip")}))`

/**
 * The Python to build the environment with: one that fits, the earlier name first, and of those one that can make environments alone.
 * @param {readonly Python[]} candidates in order of preference
 * @param {string} arch Node's name of the processor
 * @returns {Python | undefined}
 */
export function choosePython(candidates, arch) {
  const fitting = candidates.filter((candidate) => fits(candidate, arch))
  return fitting.find(({ venv }) => venv) ?? fitting.find(({ pip }) => pip) ?? fitting[0]
}

/**
 * @param {Python} python
 * @param {string} arch
 */
function fits({ version: [major, minor], machine, freeThreaded }, arch) {
  return major === 3 && minor >= oldest && minor <= newest && !freeThreaded && machines[arch]?.includes(machine) === true
}

const machines = /** @type {Record<string, readonly string[]>} */ ({ arm64: ['arm64', 'aarch64'], x64: ['x86_64', 'AMD64'] })

/** Every Python on the path that answers, in order of preference. */
export async function findPythons() {
  const answers = await Promise.all(names.map(askPython))
  return answers.filter((answer) => answer !== undefined)
}

/**
 * @param {string} command
 * @returns {Promise<Python | undefined>} undefined when it does not start or is no Python 3
 */
export async function askPython(command) {
  const { code, output } = await capture(command, ['-I', '-B', '-c', question])
  if (code !== 0) return undefined
  try {
    return { command, ...JSON.parse(output.trim().split('\n').at(-1) ?? '') }
  } catch {
    return undefined
  }
}
