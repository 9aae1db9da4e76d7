import { describe, expect, it } from 'vitest'
import { openOf, problemsOf, type Report, reportText } from '../../../../scripts/package/report.mjs'

const report: Report = {
  made: 'linux x64',
  layingOut: {
    uv: '0.13.9',
    wheels: 1,
    interpreter: null,
    pruned: { tests: { files: 2, bytes: 3_000_000 } },
    compiled: false,
    selfTest: null,
    open: ['Python itself.'],
  },
  examination: {
    target: 'mac-arm64',
    measured: { packages: 1_500_000, interpreter: 0, sidecar: 0, bundles: 0, files: 4, machO: 1 },
    compiled: 0,
    packages: [{ name: 'mlx', version: '0.32.4', wheel: 'cp313-cp313-macosx_14_0_arm64', bytes: 1_500_000 }],
    code: [{ path: 'lib/python3.13/site-packages/mlx/core.so', bytes: 100_000, processors: ['arm64'], oldest: '14.0', signed: true }],
    problems: ['a.pyc would be compared with its source, and written anew.'],
  },
  licences: { components: 1, byLicence: { MIT: 1 }, problems: ['mlx 0.32.4 comes without the text of its licence.'], chromium: false },
  bill: { components: 1, problems: [] },
  box: null,
}

describe('the report of a box', () => {
  it('gathers what is wrong from every part', () => expect(problemsOf(report)).toHaveLength(2))
  it('says what only another machine can do', () => {
    expect(openOf(report)).toContain('Python itself.')
    expect(openOf({ ...report, box: { archived: 1, beside: 1, problems: [] } }).join()).not.toContain('The app itself')
  })
  it('is a text with the sizes, the code to sign and both lists', () => {
    const text = reportText(report)
    for (const words of [
      '1 wheels: 1.5 MB',
      'tests: 2 files, 3 MB',
      'mlx/core.so  arm64, macOS 14.0',
      'Not done here:',
      'Problems:\n  a.pyc',
    ]) {
      expect(text).toContain(words)
    }
  })
})
