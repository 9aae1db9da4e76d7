import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { main } from '../../../../electron/cli/main'
import { withoutModelPlaces } from '../core/no-model-places'
import { temporaryFolder } from '../core/temporary-folder'

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
  vi.stubEnv('ANTECEDENT_HOME', join(folder, 'home'))
  for (const [name, value] of Object.entries(withoutModelPlaces)) vi.stubEnv(name, value)
})

async function validated(rows: readonly object[], ...options: readonly string[]) {
  const path = join(folder, 'rows.jsonl')
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const stdout = new PassThrough()
  const code = await main(['validate', '--json', path, ...options], { stdout, stderr: new PassThrough() })
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
    const rows = [chat('Ann left.', long), chat(long, 'Ann'), chat('Bob sat.', 'Bob sat.')]
    const { code, lines } = await validated(rows, '--model', 'demo', '--structure-only', '--max-seq-length', '40')
    expect(lines).toMatchObject([
      { type: 'issue', line: 1, column: 1, code: 'row-cut', severity: 'warning', message: expect.stringMatching(/would be cut at 40\.$/) },
      { type: 'issue', line: 2, column: 1, code: 'answer-cut', severity: 'error' },
      { type: 'result', rows: 3, validRows: 2, issues: 2 },
    ])
    expect(code).toBe(2)
  })

  it('measures prompts with completions, and plain texts', async () => {
    expect(await validated([{ prompt: 'Ann left.', completion: 'Ann left.' }], '--model', 'demo')).toEqual({
      code: 0,
      lines: [{ type: 'result', rows: 1, validRows: 1, issues: 0, english: true }],
    })
    const texts = [{ text: 'Ann left the house. '.repeat(20) }, { prompt: 'a', completion: 'b' }]
    expect((await validated(texts, '--model', 'demo', '--max-seq-length', '40')).lines).toMatchObject([
      { line: 1, code: 'row-cut' },
      { line: 2, code: 'mixed-formats' },
      { type: 'result', rows: 2, validRows: 1, issues: 2 },
    ])
  })
})

describe('validate, by what rows say', () => {
  const codesOf = (lines: readonly unknown[]) =>
    lines.flatMap((line) => {
      const { code, line: number } = line as { code?: string; line?: number }
      return code === undefined ? [] : [`${number} ${code}`]
    })
  const rows = [
    chat('Nokia grew. Its shares rose.', 'Nokia grew. Its shares rose.'),
    chat('Ann met Bob. She waved to him.', 'Ann met Bob. Ann waved to Carl.'),
    chat('Ann met Bob. She waved to him.', 'Ann met Bob. Ann waved to Bob.'),
    chat('Ann met Bob. She waved to him.', 'Ann met Bob. Ann waved to Bob.'),
  ]

  it('names what rewrites get wrong, and rows that say the same', async () => {
    const { code, lines } = await validated(rows)
    expect(codesOf(lines)).toEqual(
      expect.arrayContaining(['1 nothing-resolved', '2 invented-entity', '2 two-rewrites', '3 two-rewrites', '4 same-row']),
    )
    expect(lines.at(-1)).toMatchObject({ type: 'result', rows: 4, validRows: 4, english: true })
    expect(code).toBe(0)
  })

  it('counts what is only good to know apart', async () => {
    const noted = ['Astrid', 'Mark'].map((name) =>
      chat(`${name}, who lives in Havana with a cat, paints.`, `${name}, who lives in Havana with a cat, paints.`),
    )
    const { code, lines } = await validated(noted)
    expect(lines).toMatchObject([
      { type: 'issue', line: 2, code: 'near-duplicate', severity: 'note' },
      { type: 'result', rows: 2, validRows: 2, issues: 1 },
    ])
    expect(code).toBe(0)
    const stdout = new PassThrough()
    await main(['validate', join(folder, 'rows.jsonl')], { stdout, stderr: new PassThrough() })
    expect(String(stdout.read())).toMatch(
      / {2}note {2}The source is nearly that of row 1\. .*\n2 rows, 2 can be trained on, 0 problems, 1 note\.\n$/,
    )
  })

  it('does not when it is told to look at the structure only, nor in another language', async () => {
    expect(codesOf((await validated(rows, '--structure-only')).lines)).not.toContain('1 nothing-resolved')
    const german = 'Der Vorstand der Firma sagte gestern, dass sie ihre Zahlen nicht vorlegt, weil er sie noch prüft'
    const { lines } = await validated([1, 2, 3].map((number) => chat(`${german} (${number}).`, `${german} (${number}).`)))
    expect(lines.at(-1)).toMatchObject({ english: false, issues: expect.any(Number) })
    expect(codesOf(lines).filter((code) => !code.endsWith('near-duplicate'))).toEqual([])
  })

  it('reads a folder of parts, each with its own lines, and finds texts on both sides', async () => {
    const parts = join(folder, 'parts')
    await mkdir(parts)
    const [first, second] = [JSON.stringify(rows[2]), JSON.stringify(chat('Cy ran.', 'Cy ran.'))]
    await writeFile(join(parts, 'train.jsonl'), `${first}\n`)
    await writeFile(join(parts, 'valid.jsonl'), `${second}\n${first}\nnope\n`)
    const stdout = new PassThrough()
    expect(await main(['validate', '--json', parts], { stdout, stderr: new PassThrough() })).toBe(2)
    const lines = String(stdout.read())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toContainEqual(expect.objectContaining({ file: join(parts, 'valid.jsonl'), line: 2, code: 'leak' }))
    expect(lines).toContainEqual(expect.objectContaining({ file: join(parts, 'valid.jsonl'), line: 3, code: 'not-json' }))
  })
})
