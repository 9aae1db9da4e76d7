import { execFile } from 'node:child_process'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { promisify } from 'node:util'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { main } from '../../../../electron/cli/main'
import { withoutModelPlaces } from '../core/no-model-places'
import { temporaryFolder } from '../core/temporary-folder'

const row = (text: string) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: text },
      { role: 'assistant', content: text },
    ],
  })

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
  vi.stubEnv('ANTECEDENT_HOME', join(folder, 'home'))
  for (const [name, value] of Object.entries(withoutModelPlaces)) vi.stubEnv(name, value)
})

/** Runs a command line; what it wrote on stdout as JSON lines, and both streams as text. */
async function run(...args: string[]) {
  const stdout = new PassThrough()
  const stderr = new PassThrough()
  const code = await main(args, { stdout, stderr })
  const [out, err] = [stdout.read()?.toString() ?? '', stderr.read()?.toString() ?? '']
  return {
    code,
    out,
    err,
    lines: () =>
      out
        .trimEnd()
        .split('\n')
        .map((line: string) => JSON.parse(line)),
  }
}

async function given(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

describe('validate', () => {
  it('prints one issue a problem, in the order of the file, and a result', async () => {
    const path = await given('data ü\n.jsonl', `\ufeff${row('a')}\r\n\r\nnope\r\n${row('b')}\r\n{"messages": []}\r\n`)
    const { code, err, lines } = await run('validate', '--json', path)
    const issue = { type: 'issue', file: path, column: 1, severity: 'error', message: expect.any(String) }
    expect(lines()).toEqual([
      { ...issue, line: 1, code: 'byte-order-mark', severity: 'warning' },
      { ...issue, line: 2, code: 'blank-line' },
      { ...issue, line: 3, code: 'not-json' },
      { ...issue, line: 5, column: 14, code: 'empty-messages' },
      { type: 'result', rows: 5, validRows: 2, issues: 4, english: true },
    ])
    expect({ code, err }).toEqual({ code: 2, err: '' })
  })

  it('needs no home and leaves none behind', async () => {
    expect(await run('validate', await given('a.jsonl', `${row('a')}\n`))).toMatchObject({
      code: 0,
      out: '1 rows, 1 can be trained on, 0 problems.\n',
    })
    expect(await readdir(folder)).toEqual(['a.jsonl'])
  })

  it.each([
    ['an empty file', async () => given('a.jsonl', '')],
    ['a binary file', async () => given('a.jsonl', Buffer.alloc(20))],
    ['a folder', async () => (await mkdir(join(folder, 'f'))) ?? join(folder, 'f')],
    ['no file', async () => join(folder, 'nothing')],
    ['a device', async () => '/dev/zero'],
    ['a pipe', async () => (await promisify(execFile)('mkfifo', [join(folder, 'p')])) && join(folder, 'p')],
  ])('has an issue with a line for %s', async (_, make) => {
    const file = await make()
    const { code, lines } = await run('validate', '--json', file)
    expect(lines()).toEqual([
      { type: 'issue', file, line: 1, column: 1, code: 'unreadable-file', severity: 'error', message: expect.any(String) },
      { type: 'result', rows: 0, validRows: 0, issues: 1 },
    ])
    expect(code).toBe(2)
  })
})

describe('score', () => {
  const example = { source: 'Paul slept. He woke.', gold: 'Paul slept. Paul woke.', output: 'Paul slept. Paul woke.' }

  it('has the labels of each text and the counts at the top of the result; blank lines are no rows', async () => {
    const { code, lines } = await run('score', '--json', await given('s.jsonl', `${JSON.stringify(example)}\n\n`))
    expect(lines()).toMatchObject([
      { type: 'example', ...example, labels: ['correct'] },
      { type: 'result', texts: 1, mentions: 1, correct: 1, recall: 1, precision: 1, f1: 1, perfectTexts: 1, inventedNames: 0 },
    ])
    expect(code).toBe(0)
  })

  it('scores nothing of a file with a row that is none, and says which', async () => {
    const { code, lines } = await run('score', '--json', await given('s.jsonl', `${JSON.stringify(example)}\n{}\n`))
    expect(lines()).toEqual([{ type: 'error', code: 'bad-input', message: expect.stringContaining('Line 2') }])
    expect(code).toBe(2)
  })
})

describe('wrong usage', () => {
  it.each([
    [['nothing', '--json']],
    [['--json', 'nothing']],
    [['validate', '--json']],
    [['validate', '--json', '']],
    [['validate', '--json', '--nope', 'a']],
    [['validate', '--json', '--max-seq-length', '1.5', 'a']],
    [['train', '--json', 'a']],
    [['train', '--json', 'a', '--model', '']],
    [['train', '--json', '--model', 'demo']],
    [['train', '--json', 'a', 'b', '--model', 'demo']],
    [['train', '--json', 'a', '--model', 'demo', '--preset', 'slow']],
    [['train', '--json', 'a', '--model', 'demo', '--optimizer', 'adamax']],
    [['train', '--json', 'a', '--model', 'demo', '--dropout', '1']],
    [['train', '--json', 'a', '--model', 'demo', '--epochs', '2', '--iters', '3']],
    [['train', '--json', '--config', 'c.yml', '--preset', 'quick']],
    [['train', '--json', '--resume', 'r', '--workers', 'hosts.json']],
    [['train', '--json', '--resume', 'r', '--batch-size', '0']],
    [['resolve', '--json', '--run', 'r', '--weights', 'first', 'a']],
    [['evaluate', '--json', '--run', 'r', '--weights', '']],
    [['export', '--json', '--run', 'r', '--to', 'x', '--weights', '7']],
    [['resolve', '--json', '--run', 'r', ' ']],
    [['resolve', '--json', '--run', 'r', 'a', 'b']],
    [['resolve', '--json', '--run', 'r', '--folder', 'd']],
    [['resolve', '--json', '--run', 'r', '--out', 'o.jsonl']],
    [['resolve', '--json', '--run', 'r', '--out', 'o.jsonl', 'a']],
    [['resolve', '--json', '--run', 'r', '--file', 'a', '--out', 'o.jsonl', '--before']],
    [['resolve', '--json', '--run', 'r', '--column', 'c', 'a']],
    [['resolve', '--json', '--run', 'r', '--format', 'json', 'a']],
    [['resolve', '--json', '--run', 'r', '--format', 'xml', 'a']],
    [['resolve', '--json', '--run', 'r', '--format', 'csv', '--file', 'a', '--out', 'o.jsonl']],
    [['evaluate', '--json', 'r']],
    [['export', '--json', '--run', 'r']],
    [['export', '--json', '--run', 'r', '--to', 'x', '--format', 'onnx']],
    [['export', '--json', '--run', 'r', '--to', 'x', '--quantize', '3']],
    [['export', '--json', '--run', 'r', '--to', 'x', '--format', 'peft', '--quantize', '4']],
    [['train', '--json', '--from', 'x']],
    [['train', '--json', '--from', 'x', '--resume', 'r']],
    [['train', '--json', 'a', '--from', 'x', '--preset', 'quick']],
    [['serve', '--json', '--port', '99999']],
  ])('ends with 2 and an error line, before any home is opened (%j)', async (args) => {
    const { code, err, lines } = await run(...args)
    expect(lines()).toEqual([{ type: 'error', code: 'bad-input', message: expect.any(String), hint: expect.any(String) }])
    expect({ code, err }).toEqual({ code: 2, err: '' })
    expect(await readdir(folder)).toEqual([])
  })

  it('takes everything after -- for words', async () => {
    expect(await run('validate', '--', '--json')).toMatchObject({ code: 2, out: expect.stringContaining('There is no --json') })
  })
})

it('tells how a command is used', async () => {
  expect(await run('score', '--help')).toMatchObject({ code: 0, out: expect.stringContaining('antecedent score FILE') })
  expect(await run('help')).toMatchObject({ code: 0, out: expect.stringContaining('antecedent train (DATA') })
})

it('refuses a text that is too long, and documents that cannot be read, before any home is opened', async () => {
  const text = 'a'.repeat(20_000_001)
  const refusals = [
    { words: [text], code: 'text-too-long' },
    { words: ['--file', await given('long.txt', text)], code: 'file-too-large' },
    { words: ['--file', await given('a.pdf', 'no PDF')], code: 'file-unreadable' },
    { words: ['--file', await given('a.docx', '')], code: 'file-empty' },
    { words: ['--file', await given('a.csv', 'text\nAnn left.\n'), '--column', 'other'], code: 'bad-input' },
  ]
  for (const { words, code } of refusals) {
    const { code: exit, lines } = await run('resolve', '--json', '--run', 'r', ...words)
    expect(lines()).toMatchObject([{ type: 'error', code }])
    expect(exit).toBe(2)
  }
})

it('goes to its end quietly when nobody reads any more', async () => {
  const stdout = new Writable({ write: (_chunk, _encoding, done) => done(Object.assign(new Error('EPIPE'), { code: 'EPIPE' })) })
  const stderr = new PassThrough()
  await main(['validate', '--json', await given('a.jsonl', 'nope\nnope\n')], { stdout, stderr })
  expect(stderr.read()).toBeNull()
})

it('says who has the home', async () => {
  const home = join(folder, 'home')
  await mkdir(join(home, '.lock'), { recursive: true })
  await writeFile(join(home, '.owner'), String(process.pid))
  const { code, lines } = await run('runs', '--json')
  expect(lines()).toMatchObject([{ type: 'error', code: 'home-in-use', message: expect.stringContaining(home), hint: expect.any(String) }])
  expect(code).toBe(1)
})
