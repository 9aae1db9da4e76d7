import { expect, it } from 'vitest'
import { jsonShape } from '../../../../../electron/core/importing/json-shape'

it.each([
  ['[{"a": 1}]', { kind: 'json', at: null }],
  ['  [\n  {', { kind: 'json', at: null }],
  ['{"a": 1}\n{"a": 2}\n', { kind: 'jsonl' }],
  ['{"a": 1,}\n{"a": 2}\n', { kind: 'jsonl' }],
  ['{"a": 1}', { kind: 'jsonl' }],
  ['{"messages": [{"role": "user"}]}', { kind: 'jsonl' }],
  ['{"data": [{"a": 1}]}', { kind: 'json', at: 'data' }],
  ['{"meta": [{"v": 1}], "rows": [ {"a": "]"}]}', { kind: 'json', at: 'rows' }],
  ['{\n "a\\"b": [\n  {"x": [{"y": 1}]}]\n}', { kind: 'json', at: 'a"b' }],
  ['{"a": {"data": [{"b": 1}]},\n "c": 1}', { kind: 'object' }],
  ['{"source": ["a", "b"],\n"rewrite": ["c", "d"]}', { kind: 'object' }],
  ['[Anna] left. ||| Anna left.', { kind: 'none' }],
  ['{he|Bob} left.\tBob left.', { kind: 'none' }],
  ['source,rewrite', { kind: 'none' }],
])('%j', (head, shape) => {
  expect(jsonShape(head, true)).toEqual(shape)
})

it('takes time that grows with the text only', () => {
  for (const head of [
    `{"${'\\"'.repeat(300_000)}`,
    `{"a":${'[ '.repeat(300_000)}`,
    `{${'\n'.repeat(300_000)}`,
    `{"a${'\n'.repeat(300_000)}`,
  ])
    expect(jsonShape(head, false).kind).toMatch(/object|none/)
})
