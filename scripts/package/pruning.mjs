import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pythonMinor } from './targets.mjs'
import { bytesOf, filesOf, removeEmptyFolders } from './tree.mjs'
import { recordedPath } from './wheels.mjs'

/**
 * What is left out of the installed packages, with its reason. Paths from the folder of packages.
 * @type {readonly { why: string, pattern: RegExp }[]}
 */
export const packageRules = [
  { why: 'console scripts', pattern: /^bin\// },
  { why: 'caches', pattern: /(^|\/)__pycache__\// },
  { why: 'tests', pattern: /(^|\/)(tests|conftest\.py)(\/|$)/ },
  { why: 'tests', pattern: /\/_(multiarray|operand_flag|rational|struct_ufunc|umath)_tests\.[^/]+\.so$/ },
  { why: 'headers and sources of compiled code', pattern: /^(mlx\/(include|share)|numpy\/_core\/include)\// },
  { why: 'headers and sources of compiled code', pattern: /\.(h|hpp|c|cpp|cc|pxd|pyx|a|cmake|f|f90|pyf|proto)$/ },
  { why: 'stubs for type checkers', pattern: /\.pyi$/ },
  { why: 'notes of the installer', pattern: /\.dist-info\/(INSTALLER|REQUESTED|direct_url\.json)$/ },
  { why: 'a lock of the installer', pattern: /^\.lock$/ },
]

const library = `lib/python${pythonMinor.replace('.', '\\.')}`

/**
 * What is left out of the interpreter. Paths from its root.
 * @type {readonly { why: string, pattern: RegExp }[]}
 */
export const interpreterRules = [
  { why: 'other commands', pattern: new RegExp(`^bin/(?!python${pythonMinor.replace('.', '\\.')}$)`) },
  { why: 'headers and manuals', pattern: /^(include|share)\// },
  { why: 'headers and manuals', pattern: new RegExp(`^lib/(pkgconfig/|.*\\.a$)|^${library}/config-`) },
  { why: 'tests', pattern: new RegExp(`^${library}/(test/|(?!unittest/)(.*/)?(tests|idle_test)/)`) },
  { why: 'tests', pattern: new RegExp(`^${library}/lib-dynload/(_test|_ctypes_test|xx)[^/]*$`) },
  { why: 'windows of Tk', pattern: new RegExp(`^${library}/(idlelib|tkinter|turtledemo)/|^${library}/turtle\\.py$|/_tkinter\\.[^/]+$`) },
  { why: 'windows of Tk', pattern: /^lib\/((lib)?(tcl|tk|itcl|thread)[\d.]|libtcl|libtk)/ },
  { why: 'installers', pattern: new RegExp(`^${library}/(ensurepip|venv|site-packages)/|^${library}/EXTERNALLY-MANAGED$`) },
  { why: 'caches', pattern: /(^|\/)__pycache__\// },
]

/**
 * The reason for which a file is left out; undefined for one that stays.
 * @param {string} path
 * @param {readonly { why: string, pattern: RegExp }[]} rules
 */
export function whyPruned(path, rules) {
  return rules.find(({ pattern }) => pattern.test(path))?.why
}

/**
 * Removes what is not needed from a laid out folder.
 * @param {string} root
 * @param {readonly { why: string, pattern: RegExp }[]} rules
 * @returns {Record<string, { files: number, bytes: number }>} by reason
 */
export function prune(root, rules) {
  /** @type {Record<string, { files: number, bytes: number }>} */
  const removed = {}
  for (const file of filesOf(root)) {
    const why = whyPruned(file.path, rules)
    if (why === undefined) continue
    const sum = removed[why] ?? { files: 0, bytes: 0 }
    removed[why] = { files: sum.files + 1, bytes: sum.bytes + bytesOf([file]) }
    rmSync(join(root, file.path))
  }
  removeEmptyFolders(root)
  return removed
}

/**
 * Makes the records of the installed packages say what is still there; what has a package is looked up in them.
 * @param {string} packages folder of installed packages
 */
export function mendRecords(packages) {
  const files = filesOf(packages)
  const there = new Set(files.map(({ path }) => path))
  for (const { path } of files.filter((file) => file.path.endsWith('.dist-info/RECORD'))) {
    const name = join(packages, path)
    const lines = readFileSync(name, 'utf8').split(/\r?\n/)
    const kept = lines.filter((line) => line !== '' && there.has(recordedPath(line)))
    writeFileSync(name, `${kept.join('\n')}\n`)
    if (kept.length === 0) throw new Error(`Nothing is left of ${dirname(path)}.`)
  }
}
