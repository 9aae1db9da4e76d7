import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ensureBuild } from './build.mjs'
import { at, cacheFolder } from './checkout.mjs'
import { attach } from './command.mjs'
import { junitCounts, playwrightCounts, vitestCounts } from './counts.mjs'
import { pythonEnvironment } from './openblas.mjs'
import { SetupError, say } from './say.mjs'
import { venvPython } from './venv.mjs'

/** @typedef {import('./counts.mjs').Counts} Counts */

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {readonly ('python' | 'build' | 'browser')[]} needs
 * @property {(extra: readonly string[]) => Promise<{ code: number, counts: Counts | undefined }>} run extra: more arguments for its runner
 */

const reports = join(cacheFolder, 'reports')

/**
 * The suites, in the order in which they run: what tells soonest comes first.
 * @type {readonly Suite[]}
 */
export const suites = [
  { name: 'biome', needs: [], run: (extra) => single(at('node_modules', '@biomejs', 'biome', 'bin', 'biome'), ['check', ...extra]) },
  { name: 'types', needs: [], run: () => single(at('scripts', 'typecheck.mjs'), []) },
  { name: 'build', needs: [], run: () => inside(ensureBuild) },
  { name: 'unit', needs: ['python'], run: (extra) => vitest('unit', extra) },
  {
    name: 'python',
    needs: ['python'],
    run: (extra) =>
      reported('pytest.xml', junitCounts, (report) =>
        attach(
          venvPython,
          ['-m', 'pytest', '-p', 'no:cacheprovider', `--junitxml=${report}`, ...(namesFile(extra) ? [] : pythonTests()), ...extra],
          {
            env: { ...pythonEnvironment(process.env), PYTHONPATH: [at('python-sidecar'), at('test', 'hub')].join(delimiter) },
          },
        ),
      ),
  },
  { name: 'faults', needs: ['python', 'build'], run: (extra) => vitest('faults', extra) },
  {
    name: 'e2e',
    needs: ['python', 'build', 'browser'],
    run: (extra) =>
      reported('playwright.json', playwrightCounts, (report) =>
        attach(
          process.execPath,
          [at('node_modules', '@playwright', 'test', 'cli.js'), 'test', '--pass-with-no-tests', '--reporter=list,json', ...extra],
          {
            env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
          },
        ),
      ),
  },
]

/**
 * One of vitest's projects.
 * @param {string} project
 * @param {readonly string[]} extra
 */
function vitest(project, extra) {
  return reported(`${project}.json`, vitestCounts, (report) =>
    attach(process.execPath, [
      at('node_modules', 'vitest', 'vitest.mjs'),
      'run',
      `--project=${project}`,
      '--passWithNoTests',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...extra,
    ]),
  )
}

/**
 * Whether arguments of pytest name files themselves.
 * @param {readonly string[]} extra
 */
function namesFile(extra) {
  return extra.some((word) => existsSync(word.split('::')[0] ?? ''))
}

/** Folders with Python tests, those that exist. */
function pythonTests() {
  return [at('python-sidecar', 'tests'), at('scripts', 'demo')].filter((folder) => existsSync(folder))
}

/**
 * A check without tests of its own: one test.
 * @param {string} script
 * @param {readonly string[]} args
 */
async function single(script, args) {
  const code = await attach(process.execPath, [script, ...args])
  return { code, counts: { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 } }
}

/**
 * A check by one of these scripts: one test.
 * @param {() => Promise<void>} check
 */
async function inside(check) {
  try {
    await check()
    return { code: 0, counts: { passed: 1, failed: 0, skipped: 0 } }
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    return { code: 1, counts: { passed: 0, failed: 1, skipped: 0 } }
  }
}

/**
 * Runs a suite that writes a report; a report of an earlier run is never read.
 * @param {string} name
 * @param {(text: string) => Counts} parse
 * @param {(report: string) => Promise<number>} run
 */
async function reported(name, parse, run) {
  const report = join(reports, name)
  mkdirSync(reports, { recursive: true })
  rmSync(report, { force: true })
  const code = await run(report)
  try {
    return { code, counts: parse(readFileSync(report, 'utf8')) }
  } catch {
    return { code, counts: undefined }
  }
}
