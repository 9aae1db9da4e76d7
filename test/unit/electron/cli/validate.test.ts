import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { main } from '../../../../electron/cli/main'
import { temporaryFolder } from '../core/temporary-folder'

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
  vi.stubEnv('ANTECEDENT_HOME', join(folder, 'home'))
})

async function validated(rows: readonly object[], ...options: readonly string[]) {
  const path = join(folder, 'rows.jsonl')
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const stdout = new PassThrough()
  const code = await main(['validate', '--json', path, '--model', 'demo', ...options], { stdout, stderr: new PassThrough() })
  const lines: readonly unknown[] = String(stdout.read())
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  return { code, lines }
}
const chat = (question: string, answer: string) => ({
  messages: [
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ],
})

describe('validate, with the real sidecar and the demo model', () => {
  it('names rows that would be cut, and those of whose answer nothing would be left, by their line', async () => {
    const long = 'Ann left the house. '.repeat(20)
    const rows = [chat('Ann left.', long), chat(long, 'Ann'), chat('Ann left.', 'Ann left.')]
    const { code, lines } = await validated(rows, '--max-seq-length', '40')
    expect(lines).toMatchObject([
      { type: 'issue', line: 1, column: 1, code: 'row-cut', severity: 'warning', message: expect.stringMatching(/would be cut at 40\.$/) },
      { type: 'issue', line: 2, column: 1, code: 'answer-cut', severity: 'error' },
      { type: 'result', rows: 3, validRows: 2, issues: 2 },
    ])
    expect(code).toBe(2)
  })

  it('measures prompts with completions, and plain texts', async () => {
    expect(await validated([{ prompt: 'Ann left.', completion: 'Ann left.' }])).toEqual({
      code: 0,
      lines: [{ type: 'result', rows: 1, validRows: 1, issues: 0 }],
    })
    const texts = [{ text: 'Ann left the house. '.repeat(20) }, { prompt: 'a', completion: 'b' }]
    expect((await validated(texts, '--max-seq-length', '40')).lines).toMatchObject([
      { line: 1, code: 'row-cut' },
      { line: 2, code: 'mixed-formats' },
      { type: 'result', rows: 2, validRows: 1, issues: 2 },
    ])
  })
})
