/**
 * What a suite's own machine-readable report counts.
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {number} [flaky] of those that passed, how many did so only when they were tried again
 */

/**
 * A suite's counts from its report and its exit code. A suite that fails without naming a test, or leaves no report, counts as one failure;
 * so does one that ran nothing, since tests that vanish must not look like tests that pass.
 * @param {Counts | undefined} reported
 * @param {number} exitCode
 * @returns {Counts & { note?: string }}
 */
export function settle(reported, exitCode) {
  if (!reported) return { passed: 0, failed: 1, skipped: 0, note: `ended with code ${exitCode} and no report` }
  if (exitCode !== 0 && reported.failed === 0) return { ...reported, failed: 1, note: `ended with code ${exitCode}` }
  if (reported.passed + reported.failed + reported.skipped === 0) return { ...reported, failed: 1, note: 'no tests found' }
  return reported
}

/**
 * Vitest's json reporter. A file that cannot be loaded has no tests and counts as one failure.
 * @param {string} text
 * @returns {Counts}
 */
export function vitestCounts(text) {
  const report = JSON.parse(text)
  const unloaded = report.testResults.filter(
    (/** @type {{ status: string, assertionResults: unknown[] }} */ file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

/**
 * Pytest's JUnit XML.
 * @param {string} text
 * @returns {Counts}
 */
export function junitCounts(text) {
  const suites = [...text.matchAll(/<testsuite\b[^>]*>/g)].map(([tag]) => tag)
  const sum = (/** @type {string} */ name) =>
    suites.reduce((total, tag) => total + Number(new RegExp(`\\b${name}="(\\d+)"`).exec(tag)?.[1] ?? 0), 0)
  const failed = sum('failures') + sum('errors')
  const skipped = sum('skipped')
  return { passed: sum('tests') - failed - skipped, failed, skipped }
}

/**
 * Playwright's json reporter. A test that passed only on a retry is flaky, and passed.
 * @param {string} text
 * @returns {Counts}
 */
export function playwrightCounts(text) {
  const { stats, errors } = JSON.parse(text)
  const broken = errors.length > 0 && stats.unexpected === 0 ? 1 : 0
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + broken, skipped: stats.skipped, flaky: stats.flaky }
}
