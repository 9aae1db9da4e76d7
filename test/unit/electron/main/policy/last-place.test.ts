// @vitest-environment node
import { describe, expect, it } from 'vitest'
import { datasetOf, firstPlace, fragmentOf, readPlace } from '../../../../../electron/main/policy/last-place'

describe('the place that is gone back to', () => {
  it.each([
    { fragment: '#train/run-1', dataset: '/data/chats.jsonl' },
    { fragment: '#resolve', dataset: null },
    { fragment: '', dataset: null },
  ])('is %j', (kept) => expect(readPlace(kept)).toEqual(kept))

  it.each([
    null,
    'x',
    [],
    {},
    { fragment: '#train' },
    { fragment: '/../../etc/passwd', dataset: null },
    { fragment: 'https://evil.example/', dataset: null },
    { fragment: '@evil.example/#train', dataset: null },
    { fragment: '#train/../x', dataset: null },
    { fragment: '#train/<script>', dataset: null },
    { fragment: `#train/${'a'.repeat(200)}`, dataset: null },
    { fragment: '#train', dataset: 'relative.jsonl' },
    { fragment: '#train', dataset: 1 },
    { fragment: '#train', dataset: null, more: 1 },
  ])('is the first one after %j', (kept) => expect(readPlace(kept)).toEqual(firstPlace))

  it.each([
    ['app://antecedent/#train/run-1', '#train/run-1'],
    ['app://antecedent/', ''],
    ['app://antecedent/#Train', null],
    ['app://antecedent/#a%20b', null],
    ['nothing', null],
  ])('of %s is %j', (address, fragment) => expect(fragmentOf(address)).toBe(fragment))

  it('knows the dataset that is looked at', () => {
    expect(['#dataset/d-1', '#dataset', '#train/run-1', ''].map(datasetOf)).toEqual(['d-1', null, null, null])
  })
})
