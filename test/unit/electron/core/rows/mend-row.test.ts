import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRow } from '../../../../../electron/core/rows/check-row'
import { mendOf } from '../../../../../electron/core/rows/mend-row'
import type { ProblemCode } from '../../../../../electron/shared/dataset'

const good = '{"messages": [{"role": "user", "content": "a"}, {"role": "assistant", "content": "b"}], "id": 12345678901234567890}'

describe('a mend of a row', () => {
  it.each<[string, ProblemCode, string, string | null]>([
    ['a trailing comma', 'not-json', good.replace('}]', '},]'), good],
    ['a comma after the object', 'not-json', `${good},`, good],
    ['a raw tab in a string', 'not-json', good.replace('"a"', '"a\tb"'), good.replace('"a"', '"a\\tb"')],
    ['brackets left open', 'not-json', '{"messages": [{"role": "user", "content": "a', '{"messages": [{"role": "user", "content": "a"}]}'],
    ['a mark in the middle of a file', 'not-json', `\ufeff${good}`, good],
    ['names of other tools', 'unknown-role', good.replace('user', 'human').replace('assistant', 'gpt'), good],
    ['a name that stands twice', 'duplicate-key', good.replace('"id"', '"id": 1, "id"'), good],
    ['a blank line', 'blank-line', '  ', null],
    ['half a character', 'bad-encoding', good.replace('"a"', '"\\ud83d \\ud83d\\ude00"'), good.replace('"a"', '"� \\ud83d\\ude00"')],
  ])('sets %s right and touches nothing else', (_, code, raw, mended) => {
    expect(checkRow(raw, 1, 'chat').problems).toContainEqual(expect.objectContaining({ code, mend: expect.any(String) }))
    expect(mendOf(code, raw, 'chat')?.raw).toBe(mended)
  })

  it('writes a completion as messages, and keeps its other keys', () => {
    const raw = '{"id": 7, "prompt": "a", "completion": "b"}'
    const mended = mendOf('mixed-formats', raw, 'chat')?.raw ?? ''
    expect(JSON.parse(mended)).toEqual({
      messages: [
        { role: 'user', content: 'a' },
        { role: 'assistant', content: 'b' },
      ],
      id: 7,
    })
    expect(mendOf('mixed-formats', '{"text": "a"}', 'chat')).toBeNull()
  })

  it('is offered only where it leaves a row of JSON without that problem', () => {
    const broken = fc.oneof(
      fc.string(),
      fc.json().map((json) => json.slice(0, -1)),
      fc.json().map((json) => `{"messages": ${json}`),
    )
    fc.assert(
      fc.property(broken, (raw) => {
        for (const { code } of checkRow(raw, 1, 'chat').problems) {
          const mend = mendOf(code, raw, 'chat')
          if (mend?.raw != null) expect(checkRow(mend.raw, 1, 'chat').problems.map((problem) => problem.code)).not.toContain(code)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
