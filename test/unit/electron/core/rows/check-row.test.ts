import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRow, formatOfLine } from '../../../../../electron/core/rows/check-row'

const user = { role: 'user', content: 'Paul slept. He woke.' }
const assistant = { role: 'assistant', content: 'Paul slept. Paul woke.' }
const row = (messages: unknown) => JSON.stringify({ messages })
const codes = (text: string) => checkRow(text, 1, 'chat').problems.map(({ code }) => code)

describe('checkRow', () => {
  it('takes a row with system, user and assistant', () => {
    const messages = [{ role: 'system', content: 'Be exact.' }, user, assistant]
    expect(checkRow(row(messages), 3, 'chat')).toEqual({ content: { messages }, problems: [] })
  })

  it('takes several turns and ignores keys it does not know', () => {
    const text = JSON.stringify({ id: 7, messages: [user, { ...assistant, weight: 1 }, user, assistant] })
    expect(checkRow(text, 1, 'chat')).toEqual({ content: { messages: [user, assistant, user, assistant] }, problems: [] })
  })

  it.each([
    ['', 'blank-line'],
    ['   ', 'blank-line'],
    ['{', 'not-json'],
    ['{"messages": [}', 'not-json'],
    ['{"messages": []} x', 'not-json'],
    ['{"messages": "a\tb"}', 'not-json'],
    ['"text"', 'not-an-object'],
    ['[]', 'not-an-object'],
    ['null', 'not-an-object'],
    ['{}', 'missing-messages'],
    ['{"text": "a"}', 'mixed-formats'],
    ['{"messages": {}}', 'missing-messages'],
    ['{"messages": []}', 'empty-messages'],
    [row(['x']), 'bad-message'],
    [row([{ content: 'a' }, assistant]), 'missing-role'],
    [row([{ role: 'human', content: 'a' }, assistant]), 'unknown-role'],
    [row([{ role: 'user' }, assistant]), 'missing-content'],
    [row([{ role: 'user', content: null }, assistant]), 'null-content'],
    [row([{ role: 'user', content: 5 }, assistant]), 'bad-message'],
    [row([{ role: 'user', content: ' ' }, assistant]), 'empty-content'],
    [row([user, user, assistant]), 'role-order'],
    [row([user, { role: 'system', content: 'a' }, assistant]), 'role-order'],
    [row([assistant]), 'no-user-turn'],
    [row([user]), 'no-answer'],
    [row([user, assistant, user]), 'no-answer'],
  ])('names what is wrong with %s', (text, code) => {
    expect(codes(text)).toEqual([code])
  })

  it('refuses half a character, which no tokenizer takes, and keeps whole ones', () => {
    const text = '{"messages": [{"role": "user", "content": "\\ud83d x"}, {"role": "assistant", "content": "y"}]}'
    expect(checkRow(text, 1, 'chat').problems).toMatchObject([{ code: 'bad-encoding', column: text.indexOf('"\\ud83d') + 1 }])
    expect(codes(row([{ role: 'user', content: '😀' }, assistant]))).toEqual([])
  })

  it('survives brackets that hide from JSON in a comment or behind a line break', () => {
    for (const start of ['/*"*/', '"\r', '//"\r']) expect(codes(start + '['.repeat(200_000))).toEqual(['not-json'])
  })

  it('names a byte order mark in the middle of a file', () => {
    expect(checkRow(`\ufeff${row([user, assistant])}`, 5, 'chat').problems).toMatchObject([
      { code: 'not-json', message: expect.stringContaining('byte order mark') },
    ])
  })

  it('tells a bounded number of problems in bounded sentences', () => {
    expect(codes(row(Array(10_000).fill(1)))).toHaveLength(20)
    const [problem] = checkRow(row([{ role: 'x'.repeat(1_000_000), content: 'a' }]), 1, 'chat').problems
    expect(problem?.message.length).toBeLessThan(120)
  })

  it('points at the very place', () => {
    const text = '{"messages": [{"role": "user", "content": null}, {"role": "assistant", "content": "b"}]}'
    const [problem] = checkRow(text, 12, 'chat').problems
    expect(problem).toMatchObject({ line: 12, column: text.indexOf('null') + 1, severity: 'error' })
  })

  it('points at the end of a text that stops inside a string', () => {
    const text = '{"messages": [{"role": "user", "content": "a'
    const [problem] = checkRow(text, 1, 'chat').problems
    expect(problem).toMatchObject({
      code: 'not-json',
      message: expect.stringContaining('ends inside a string'),
      column: text.lastIndexOf('"') + 1,
    })
  })

  it('names every bad message of a row', () => {
    expect(
      codes(
        row([
          { role: 'user', content: null },
          { role: 'robot', content: 'b' },
        ]),
      ),
    ).toEqual(['null-content', 'unknown-role'])
  })

  it('refuses nesting beyond 32 without parsing it', () => {
    const deep = `{"messages": ${'['.repeat(100_000)}`
    expect(codes(deep)).toEqual(['too-deep'])
    expect(codes(JSON.stringify({ messages: [user, assistant], note: '['.repeat(100) }))).toEqual([])
  })

  it('refuses a line beyond 8 MiB', () => {
    expect(codes(row([{ role: 'user', content: 'a'.repeat(8 * 1024 * 1024) }, assistant]))).toEqual(['line-too-long'])
  })

  it('warns of a name that stands twice in an object, and takes what JSON takes', () => {
    const text = '{"messages": [{"role": "user", "content": "x", "content": "a"}, {"role": "assistant", "content": "b"}]}'
    const { content, problems } = checkRow(text, 1, 'chat')
    expect(content).toMatchObject({ messages: [{ content: 'a' }, { content: 'b' }] })
    expect(problems).toMatchObject([
      { code: 'duplicate-key', severity: 'warning', column: text.indexOf('"content": "x"') + 1, length: 14, mend: 'Keep the last one' },
    ])
  })

  it('never throws, and gives messages exactly when there is no error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `{"messages": ${json}}`),
        ),
        (text) => {
          const { content, problems } = checkRow(text, 1, 'chat')
          expect(content === null).toBe(problems.some(({ severity }) => severity === 'error'))
          for (const { column } of problems) expect(column).toBeGreaterThan(0)
        },
      ),
    )
  })
})

describe('rows of other formats', () => {
  const completion = JSON.stringify({ prompt: 'Paul slept. He woke.', completion: 'Paul slept. Paul woke.', id: 3 })

  it('takes a prompt and its completion for a conversation of two turns', () => {
    expect(checkRow(completion, 1, 'completions')).toEqual({ content: { messages: [user, assistant] }, problems: [] })
  })

  it('leaves a text as it is', () => {
    expect(checkRow('{"text": " Rain fell.\\n"}', 1, 'text')).toEqual({ content: { text: ' Rain fell.\n' }, problems: [] })
  })

  it.each([
    ['completions', '{}', 'missing-prompt', 1],
    ['completions', '{"prompt": "a"}', 'missing-completion', 1],
    ['completions', '{"prompt": "a", "completion": null}', 'null-content', 31],
    ['completions', '{"prompt": "", "completion": "b"}', 'empty-content', 12],
    ['completions', '{"prompt": ["a"], "completion": "b"}', 'not-text', 12],
    ['completions', '{"text": "a"}', 'mixed-formats', 1],
    ['text', '{}', 'missing-text', 1],
    ['text', '{"text": 5}', 'not-text', 10],
    ['text', '{"text": "\\ud83d"}', 'bad-encoding', 10],
    ['text', completion, 'mixed-formats', 1],
    ['text', 'oops', 'not-json', 1],
    ['chat', completion, 'mixed-formats', 1],
  ] as const)('names what is wrong with a row of %s: %s', (format, text, code, column) => {
    expect(
      checkRow(text, 4, format)
        .problems.map((problem) => [problem.code, problem.line, problem.column])
        .at(0),
    ).toEqual([code, 4, column])
    expect(checkRow(text, 4, format).content).toBeNull()
  })

  it('warns of a name that stands twice in an object, and takes what JSON takes', () => {
    const text = '{"messages": [{"role": "user", "content": "x", "content": "a"}, {"role": "assistant", "content": "b"}]}'
    const { content, problems } = checkRow(text, 1, 'chat')
    expect(content).toMatchObject({ messages: [{ content: 'a' }, { content: 'b' }] })
    expect(problems).toMatchObject([
      { code: 'duplicate-key', severity: 'warning', column: text.indexOf('"content": "x"') + 1, length: 14, mend: 'Keep the last one' },
    ])
  })

  it('never throws, and gives content exactly when there is no error', () => {
    const value = fc.oneof(
      fc.string(),
      fc.constant('😀'),
      fc.json().map((json) => JSON.parse(json)),
    )
    const rows = fc.record({ prompt: value, completion: value, text: value, messages: value }, { requiredKeys: [] })
    fc.assert(
      fc.property(rows, fc.constantFrom('chat', 'completions', 'text' as const), (row, format) => {
        const { content, problems } = checkRow(JSON.stringify(row), 1, format)
        expect(content === null).toBe(problems.length > 0)
      }),
    )
  })

  it('says what a row of another format has and what was due', () => {
    const [problem] = checkRow('{"text": "a"}', 1, 'completions').problems
    expect(problem?.message).toBe('The row has “text”, where the first row of the file has “prompt” and “completion”.')
  })

  it('takes what the file’s format needs from a row that has more', () => {
    const both = JSON.stringify({ messages: [user, assistant], text: 'a' })
    expect(checkRow(both, 1, 'text')).toEqual({ content: { text: 'a' }, problems: [] })
    expect(checkRow(both, 1, 'chat')).toEqual({ content: { messages: [user, assistant] }, problems: [] })
  })

  it.each([
    ['{"messages": null}', 'chat'],
    ['{"prompt": 1, "completion": 2, "messages": []}', 'completions'],
    ['{"prompt": 1, "messages": []}', 'chat'],
    ['{"prompt": 1, "text": 2}', 'text'],
    ['{"prompt": 1}', null],
    ['[]', null],
    ['', null],
    ['{', null],
  ])('looks for the format of %s as mlx-lm does', (text, format) => {
    expect(formatOfLine(text)).toBe(format)
  })
})
