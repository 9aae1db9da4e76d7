/**
 * Checks everything (npm test), or the suites named: node scripts/test.mjs unit [arguments for its runner].
 * Every suite runs, whatever failed before it; the last line is `N passed, N failed` over all of them.
 */
import { debianInstall } from './apt.mjs'
import { ensureBuild } from './build.mjs'
import { settle } from './counts.mjs'
import { findOpenBlas } from './openblas.mjs'
import { checkPreconditions } from './preconditions.mjs'
import { main, SetupError, say } from './say.mjs'
import { suites } from './suites.mjs'
import { ensurePython } from './venv.mjs'

const needs = {
  python: async () => {
    if (process.platform === 'linux' && !findOpenBlas()) await debianInstall(['libopenblas0-pthread'])
    await ensurePython({ tests: true })
  },
  build: ensureBuild,
  // Imported when it is needed: Playwright takes a second to load.
  browser: async () => (await import('./chromium.mjs')).ensureChromium(),
}

/**
 * @param {import('./suites.mjs').Suite} suite
 * @param {readonly string[]} extra
 */
async function runSuite(suite, extra) {
  say(`\n── ${suite.name}`)
  try {
    for (const need of suite.needs) await needs[need]()
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    return { passed: 0, failed: 1, skipped: 0, note: 'could not be set up' }
  }
  const { code, counts } = await suite.run(extra)
  return settle(counts, code)
}

await main(async () => {
  checkPreconditions()
  const known = process.argv[2] !== undefined && suites.some(({ name }) => name === process.argv[2])
  const chosen = known ? suites.filter(({ name }) => name === process.argv[2]) : suites
  const extra = process.argv.slice(known ? 3 : 2)
  if (!known && extra.length) throw new SetupError(`There is no suite ${extra[0]}: ${suites.map(({ name }) => name).join(', ')}.`)
  const lines = []
  const total = { passed: 0, failed: 0 }
  for (const suite of chosen) {
    const started = performance.now()
    const counts = await runSuite(suite, extra)
    total.passed += counts.passed
    total.failed += counts.failed
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    const skipped = counts.skipped ? `, ${counts.skipped} skipped` : ''
    const flaky = counts.flaky ? ` (${counts.flaky} only when tried again)` : ''
    const note = counts.note ? ` (${counts.note})` : ''
    // A comma would make a suite's line look like the closing one.
    lines.push(
      `${suite.name.padEnd(8)} ${String(counts.passed).padStart(5)} passed  ${String(counts.failed).padStart(3)} failed${skipped}${flaky}${note}  ${seconds} s`,
    )
  }
  process.stdout.write(`\n${lines.join('\n')}\n\n${total.passed} passed, ${total.failed} failed\n`)
  return total.failed === 0 ? 0 : 1
})
