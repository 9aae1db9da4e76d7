import { describe, expect, it } from 'vitest'
import { junitCounts, playwrightCounts, settle, vitestCounts } from '../../../scripts/counts.mjs'

describe('reports', () => {
  it('of Vitest count a file that cannot be loaded as one failure', () => {
    const report = {
      numPassedTests: 3,
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [{}] },
        { status: 'failed', assertionResults: [] },
        { status: 'passed', assertionResults: [{}] },
      ],
    }
    expect(vitestCounts(JSON.stringify(report))).toEqual({ passed: 3, failed: 2, skipped: 2 })
  })
  it('of pytest count errors as failures', () => {
    const xml =
      '<?xml version="1.0"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="1.2">'
    expect(junitCounts(xml)).toEqual({ passed: 4, failed: 3, skipped: 3 })
  })
  it('of Playwright count a test that passed on a retry, and a broken file', () => {
    const stats = { expected: 4, unexpected: 0, flaky: 1, skipped: 2 }
    expect(playwrightCounts(JSON.stringify({ stats, errors: [] }))).toEqual({ passed: 5, failed: 0, skipped: 2, flaky: 1 })
    expect(playwrightCounts(JSON.stringify({ stats, errors: [{}] }))).toEqual({ passed: 5, failed: 1, skipped: 2, flaky: 1 })
  })
})

describe('settle', () => {
  const passed = { passed: 2, failed: 0, skipped: 0 }
  it('keeps the counts of a suite that ended well', () => expect(settle(passed, 0)).toEqual(passed))
  it('fails a suite that left no report', () => expect(settle(undefined, 139)).toMatchObject({ passed: 0, failed: 1 }))
  it('fails a suite that failed without naming a test', () => expect(settle(passed, 1)).toMatchObject({ passed: 2, failed: 1 }))
  it('does not count a failure twice', () => expect(settle({ ...passed, failed: 3 }, 1)).toEqual({ ...passed, failed: 3 }))
  it('fails a suite that ran nothing', () => {
    expect(settle({ passed: 0, failed: 0, skipped: 0 }, 0)).toMatchObject({ failed: 1, note: 'no tests found' })
  })
})
