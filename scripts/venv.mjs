import { appendFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { at, cacheFolder } from './checkout.mjs'
import { capture } from './command.mjs'
import { explain } from './failure.mjs'
import { alone } from './lock-folder.mjs'
import { lockPlatform, runtimeLock, testLock, uvLock } from './locks.mjs'
import { askPython, choosePython, findPythons } from './python.mjs'
import { SetupError, say } from './say.mjs'
import { fingerprint, isStamped, writeStamp } from './stamp.mjs'

const folder = at('.venv')
/** The checkout's own Python. */
export const venvPython = join(folder, 'bin', 'python')
const stampFile = join(folder, '.stamp')
const testStampFile = join(folder, '.stamp-test')
const logFile = join(cacheFolder, 'setup.log')

/**
 * Makes .venv from the locks, or finds it made.
 * @param {{ tests?: boolean }} [options] tests: with what the Python tests need
 */
export async function ensurePython({ tests = false } = {}) {
  const platform = lockPlatform(process.platform, process.arch)
  if (!platform) {
    throw new SetupError(
      `Antecedent trains with MLX, which has no build for ${process.platform} ${process.arch}: use a Mac with Apple silicon, or Linux.`,
    )
  }
  const lock = runtimeLock(platform)
  // The folder's own path is in its scripts, so a checkout that moved is set up again.
  const wanted = fingerprint([folder, process.arch], [lock])
  const wantedTests = fingerprint([wanted], [testLock])
  if (isReady(stampFile, wanted) && (!tests || isReady(testStampFile, wantedTests))) return
  await alone(async () => {
    if (!isReady(stampFile, wanted)) await make(lock, wanted)
    if (tests && !isReady(testStampFile, wantedTests)) {
      say('Installing what the Python tests need …')
      await install(testLock)
      writeStamp(testStampFile, wantedTests)
    }
  })
}

/**
 * The stamp matches and the interpreter that the environment points at is still there.
 * @param {string} file
 * @param {string} value
 */
function isReady(file, value) {
  return isStamped(file, value) && existsSync(venvPython)
}

/**
 * @param {string} lock
 * @param {string} stamp
 */
async function make(lock, stamp) {
  say('Setting up Python (once; about 100 MB to fetch) …')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(cacheFolder, { recursive: true })
  rmSync(logFile, { force: true })
  const python = choosePython(await findPythons(), process.arch) ?? (await fetchPython())
  const pip = python.venv ? [] : ['--without-pip']
  await step(python.command, ['-m', 'venv', ...pip, folder])
  await install(lock, python)
  const check = await capture(venvPython, ['-I', '-c', 'import mlx.core, mlx_lm, msgspec'])
  if (check.code !== 0) throw failed(check.output)
  writeStamp(stampFile, stamp)
  say('Python is ready.')
}

/**
 * Installs a lock into .venv: with uv where there is one, since it is many times faster, else with the environment's pip, else with the
 * pip of the Python that made it.
 * @param {string} lock
 * @param {import('./python.mjs').Python} [maker]
 */
async function install(lock, maker) {
  const uv = await findUv()
  if (uv) {
    const outcome = await run(uv, ['pip', 'install', '--python', venvPython, '--require-hashes', '--only-binary', ':all:', '-r', lock])
    if (outcome.code === 0) return
  }
  const pip = [
    'install',
    '--require-hashes',
    '--only-binary',
    ':all:',
    '--no-deps',
    '--no-input',
    '--disable-pip-version-check',
    '-r',
    lock,
  ]
  const own = await askPython(venvPython)
  if (own?.pip) await step(venvPython, ['-m', 'pip', ...pip])
  else {
    const other = maker ?? (await findPythons()).find((candidate) => candidate.pip)
    if (!other?.pip) throw new SetupError(explain('ensurepip is not available'))
    await step(other.command, ['-m', 'pip', '--python', venvPython, ...pip])
  }
}

/** A Python through uv, where the machine has none that fits. */
async function fetchPython() {
  const uv = (await findUv()) ?? (await makeUv())
  say('Fetching Python 3.13 …')
  await step(uv, ['python', 'install', '3.13'])
  const found = await run(uv, ['python', 'find', '3.13'])
  const python = found.code === 0 ? await askPython(found.output.trim().split('\n').at(-1) ?? '') : undefined
  if (!python) throw failed(found.output)
  return python
}

/** @returns {Promise<string | undefined>} */
async function findUv() {
  for (const command of ['uv', uvBinary]) if ((await capture(command, ['--version'])).code === 0) return command
  return undefined
}

const uvFolder = join(cacheFolder, 'uv')
/** Where `makeUv` puts it. */
export const uvBinary = join(uvFolder, 'bin', 'uv')

/** Installs the locked uv into a throw-away environment of whatever Python 3 there is. */
export async function makeUv() {
  const any = (await findPythons()).find(({ venv }) => venv)
  if (!any) throw new SetupError('No Python was found: install Python 3.11 or newer, then start again.')
  rmSync(uvFolder, { recursive: true, force: true })
  await step(any.command, ['-m', 'venv', uvFolder])
  await step(join(uvFolder, 'bin', 'python'), ['-m', 'pip', 'install', '--require-hashes', '--only-binary', ':all:', '-r', uvLock])
  return uvBinary
}

/**
 * Runs an installer's command; a failure ends the set-up with a sentence.
 * @param {string} command
 * @param {readonly string[]} args
 */
async function step(command, args) {
  const outcome = await run(command, args)
  if (outcome.code !== 0) throw failed(outcome.output)
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 */
async function run(command, args) {
  const outcome = await capture(command, args, { onLine: tellDownload })
  try {
    appendFileSync(logFile, `$ ${command} ${args.join(' ')}\n${outcome.output}\n`)
  } catch {
    // A full disk must not hide the installer's own words.
  }
  return outcome
}

/**
 * Long downloads by name, so that nobody takes them for a hang.
 * @param {string} line
 */
function tellDownload(line) {
  const large = /^\s*Downloading (\S+).*\((\d{2,}(?:\.\d+)? ?(?:MB|MiB))/.exec(line)
  if (large) say(`  ${large[1]} (${large[2]})`)
}

/** @param {string} output */
function failed(output) {
  return new SetupError(explain(output))
}
