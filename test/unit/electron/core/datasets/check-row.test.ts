import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkRow } from '../../../../../electron/core/datasets/check-row'

const user = { role: 'user', content: 'Paul slept. He woke.' }
const assistant = { role: 'assistant', content: 'Paul slept. Paul woke.' }
const row = (messages: unknown) => JSON.stringify({ messages })
const codes = (text: string) => checkRow(text, 1).problems.map(({ code }) => code)

describe('checkRow', () => {
  it('takes a row with system, user and assistant', () => {
    const messages = [{ role: 'system', content: 'Be exact.' }, user, assistant]
    expect(checkRow(row(messages), 3)).toEqual({ messages, problems: [] })
  })

  it('takes several turns and ignores keys it does not know', () => {
    const text = JSON.stringify({ id: 7, messages: [user, { ...assistant, weight: 1 }, user, assistant] })
    expect(checkRow(text, 1)).toEqual({ messages: [user, assistant, user, assistant], problems: [] })
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
    ['{"text": "a"}', 'missing-messages'],
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
    expect(checkRow(text, 1).problems).toMatchObject([{ code: 'bad-encoding', column: text.indexOf('"\\ud83d') + 1 }])
    expect(codes(row([{ role: 'user', content: '😀' }, assistant]))).toEqual([])
  })

  it('survives brackets that hide from JSON in a comment or behind a line break', () => {
    for (const start of ['/*"*/', '"\r', '//"\r']) expect(codes(start + '['.repeat(200_000))).toEqual(['not-json'])
  })

  it('names a byte order mark in the middle of a file', () => {
    expect(checkRow(`\ufeff${row([user, assistant])}`, 5).problems).toMatchObject([
      { code: 'not-json', message: expect.stringContaining('byte order mark') },
    ])
  })

  it('tells a bounded number of problems in bounded sentences', () => {
    expect(codes(row(Array(10_000).fill(1)))).toHaveLength(20)
    const [problem] = checkRow(row([{ role: 'x'.repeat(1_000_000), content: 'a' }]), 1).problems
    expect(problem?.message.length).toBeLessThan(120)
  })

  it('points at the very place', () => {
    const text = '{"messages": [{"role": "user", "content": null}, {"role": "assistant", "content": "b"}]}'
    const [problem] = checkRow(text, 12).problems
    expect(problem).toMatchObject({ line: 12, column: text.indexOf('null') + 1, severity: 'error' })
  })

  it('points at the end of a text that stops inside a string', () => {
    const text = '{"messages": [{"role": "user", "content": "a'
    const [problem] = checkRow(text, 1).problems
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

  it('never throws, and gives messages exactly when there is no error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          fc.json().map((json) => `{"messages": ${json}}`),
        ),
        (text) => {
          const { messages, problems } = checkRow(text, 1)
          expect(messages === null).toBe(problems.length > 0)
          for (const { column } of problems) expect(column).toBeGreaterThan(0)
        },
      ),
    )
  })
})
