import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { at } from '../../../../scripts/checkout.mjs'
import { distinct, type Explained, npmFindings, pipFindings, unsettled } from '../../../../scripts/package/findings.mjs'

const finding = { id: 'GHSA-aaaa-bbbb-cccc', name: 'one', version: '<2', title: 'Something' }
const explained = { id: finding.id, name: 'one', why: 'It is never called.', until: '2030-01-01' }

describe('known weaknesses', () => {
  it('are read from what npm audit says, and counted once', () => {
    const cause = { source: 1, name: 'one', url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc', range: '<2', title: 'Something' }
    const text = JSON.stringify({ vulnerabilities: { one: { via: [cause] }, two: { via: ['one', cause] } } })
    expect(distinct([...npmFindings(text), ...npmFindings(text)])).toEqual([finding])
    expect(distinct([finding, { ...finding, name: 'two' }])).toHaveLength(2)
  })
  it('are not taken for none where the registry did not answer', () => {
    expect(() => npmFindings('{"message":"405 Method Not Allowed"}')).toThrow('could not ask')
  })
  it('are read from what pip-audit says, with what it could not ask about', () => {
    const text = JSON.stringify({
      dependencies: [
        { name: 'one', version: '1.0', vulns: [{ id: 'PYSEC-2030-1', description: 'Something\nmore' }] },
        { name: 'two', skip_reason: 'not found' },
      ],
    })
    expect(pipFindings(text)).toEqual({
      findings: [{ id: 'PYSEC-2030-1', name: 'one', version: '1.0', title: 'Something' }],
      skipped: ['two'],
    })
  })
  it('stop a release until they are explained, and for as long as the explanation lasts', () => {
    expect(unsettled([finding], [], '2029-01-01')).toEqual(['one <2: GHSA-aaaa-bbbb-cccc, Something'])
    expect(unsettled([finding], [explained], '2029-01-01')).toEqual([])
    expect(unsettled([finding], [explained], '2030-01-01')).toHaveLength(1)
    expect(unsettled([], [explained], '2029-01-01')).toEqual(['one: GHSA-aaaa-bbbb-cccc is explained, and is not found any more.'])
  })
  it('are explained in sentences, with a day', () => {
    const entries: Explained[] = JSON.parse(readFileSync(at('scripts', 'package', 'explained-findings.json'), 'utf8'))
    for (const { why, until } of entries) {
      expect(why.length).toBeGreaterThan(20)
      expect(until).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    }
  })
})
