import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { at } from '../checkout.mjs'
import { oldestMacos } from '../locks.mjs'
import { budgetProblems, budgets } from './budgets.mjs'
import { compiledFiles } from './bytecode.mjs'
import { readConfiguration, signIgnore } from './configuration.mjs'
import { machOProblems, readMachO } from './mach-o.mjs'
import { partsOf, pythonMinor } from './targets.mjs'
import { bytesOf, filesOf } from './tree.mjs'
import { fits } from './wheel-tags.mjs'
import { installedPackages, lockedPackages, lockProblems } from './wheels.mjs'

/** @typedef {ReturnType<typeof examine>} Examination */

/**
 * Looks at what was laid out for a target: what it weighs, what of it is code to sign, and what is wrong with it.
 * @param {import('./targets.mjs').Target} target
 */
export function examine(target) {
  const parts = partsOf(target)
  const files = filesOf(parts.python)
  const inPackages = `lib/python${pythonMinor}/site-packages/`
  const packageFiles = files.filter(({ path }) => path.startsWith(inPackages))
  const packages = installedPackages(parts.packages)
  const sizes = new Map(packageFiles.map(({ path, size }) => [path.slice(inPackages.length), size]))
  const code = machOFiles(parts.python, files)
  const compiled = compiledFiles(parts.python)
  const measured = {
    packages: bytesOf(packageFiles),
    interpreter: bytesOf(files) - bytesOf(packageFiles),
    sidecar: existsSync(parts.sidecar) ? bytesOf(filesOf(parts.sidecar)) : 0,
    bundles: bundleBytes(),
    files: files.length,
    machO: code.filter(({ path }) => path.startsWith(inPackages)).length,
  }
  const problems = [
    ...lockProblems(packages, lockedPackages(readFileSync(target.lock, 'utf8'))),
    ...packages
      .filter(({ tags }) => !fits(tags, Number(pythonMinor.split('.')[1]), target.wheelPlatforms))
      .map(({ name, tags }) => `The wheel of ${name} is for ${tags.map(({ platform }) => platform).join(', ')}.`),
    ...code.flatMap(({ path, problems: own }) => own.map((problem) => `${path} ${problem}.`)),
    ...compiled.checked.map((path) => `${path} would be compared with its source, and written anew.`),
    ...signingProblems(
      files.map(({ path }) => path),
      code.map(({ path }) => path),
      target,
    ),
    ...budgetProblems(measured, budgets[target.name]),
  ]
  return {
    target: target.name,
    measured,
    compiled: compiled.files.length,
    packages: packages.map(({ name, version, tags, files: own }) => ({
      name,
      version,
      wheel: [...new Set(tags.map(({ python, abi, platform }) => `${python}-${abi}-${platform}`))].join(' '),
      bytes: own.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0),
    })),
    code: code.map(({ problems: _problems, ...file }) => file),
    problems,
  }
}

/**
 * @param {string} root
 * @param {readonly import('./tree.mjs').TreeFile[]} files
 */
function machOFiles(root, files) {
  return files.flatMap(({ path, size, link }) => {
    const slices = link ? undefined : readMachO(join(root, path))
    if (!slices) return []
    const own = slices.find(({ processor }) => processor === 'arm64')
    const processors = slices.map(({ processor }) => processor)
    return [
      { path, bytes: size, processors, oldest: own?.oldest?.join('.'), signed: own?.signed, problems: machOProblems(slices, oldestMacos) },
    ]
  })
}

/**
 * Where what electron-builder would sign is not what is code.
 * @param {readonly string[]} files from the Python tree
 * @param {readonly string[]} code those that are Mach-O
 * @param {Pick<import('./targets.mjs').Target, 'name'>} target
 * @param {readonly string[]} [patterns]
 */
export function signingProblems(files, code, target, patterns = readConfiguration().mac.signIgnore) {
  if (target.name !== 'mac-arm64') return []
  const ignored = signIgnore(patterns)
  const isCode = new Set(code)
  return files.flatMap((path) => {
    if (ignored(`python/${path}`)) return isCode.has(path) ? [`${path} is code, and signIgnore passes it over.`] : []
    return isCode.has(path) || path === `bin/python${pythonMinor}` ? [] : [`${path} is no code, and signIgnore lets it be signed.`]
  })
}

/** Bytes of the built app's own code; 0 where it is not built. */
function bundleBytes() {
  const folders = ['main', 'preload', 'renderer'].map((name) => at('out', name)).filter((folder) => existsSync(folder))
  return folders.reduce((sum, folder) => sum + bytesOf(filesOf(folder).filter(({ path }) => !path.endsWith('.map'))), 0)
}
