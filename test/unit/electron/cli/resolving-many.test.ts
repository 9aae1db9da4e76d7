import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { docx, wordParagraph } from '../core/documents/made-documents'
import { keptFolder, temporaryFolder } from '../core/temporary-folder'
import { bundleCommand, CommandProcess, type JsonLine } from './command-process'

const sample = resolve(import.meta.dirname, '../../../../assets/samples/coreference-train.jsonl')
const instruction = 'Please resolve all coreferences in this text: '

let documents: string
beforeAll(async () => {
  documents = join(await keptFolder(), 'documents')
  await mkdir(join(documents, 'more'), { recursive: true })
  const rows = (await readFile(sample, 'utf8')).split('\n').slice(0, 80)
  const texts = rows.map((row) => (JSON.parse(row).messages.at(-2).content as string).replace(instruction, ''))
  for (const [place, text] of texts.slice(0, 30).entries()) await writeFile(join(documents, `${String(place).padStart(2, '0')}.txt`), text)
  await writeFile(join(documents, 'more', 'long.md'), texts.slice(30, 45).join('\n\n'))
  await writeFile(
    join(documents, 'more', 'rows.jsonl'),
    rows
      .slice(60)
      .map((row) => `${row}\n`)
      .join(''),
  )
  await writeFile(join(documents, 'broken.pdf'), 'no PDF')
  await bundleCommand()
})

const command = (out: string) => ['resolve', '--model', 'demo', '--folder', documents, '--out', out, '--json']
const isDone = (line: JsonLine) => line.type === 'document'

describe('many documents that are resolved', () => {
  it('come out the same however often the command is killed, and nothing is asked twice that was told', async () => {
    const [calm, killed] = [await temporaryFolder(), await temporaryFolder()]
    const uninterrupted = new CommandProcess(calm, command(join(calm, 'out.jsonl')))
    expect(await uninterrupted.ended, uninterrupted.words).toBe(1)
    const expected = await readFile(join(calm, 'out.jsonl'), 'utf8')
    expect(uninterrupted.lines.at(-1)).toMatchObject({ type: 'result', documents: 52, resolved: 51, failed: 1 })
    expect(
      expected
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id as string),
    ).toEqual([
      ...Array.from({ length: 30 }, (_, place) => `${String(place).padStart(2, '0')}.txt`),
      'broken.pdf',
      'more/long.md',
      ...Array.from({ length: 20 }, (_, place) => `more/rows.jsonl#${place + 1}`),
    ])

    const out = join(killed, 'out.jsonl')
    let told = 0
    for (const documentsBefore of [3, 12]) {
      const run = new CommandProcess(killed, command(out))
      let seen = 0
      run.at(
        (line) => isDone(line) && ++seen > documentsBefore,
        () => run.killEverything(),
      )
      expect(await run.ended, run.words).toBeNull()
      expect(run.lines.filter((line) => line.state === 'kept').length).toBeGreaterThanOrEqual(told)
      told = run.lines.filter((line) => isDone(line) && line.state !== 'failed').length
      expect(await readdir(killed)).not.toContain('out.jsonl')
    }
    const end = new CommandProcess(killed, command(out))
    expect(await end.ended, end.words).toBe(1)
    expect(end.lines.filter((line) => line.state === 'kept').length).toBeGreaterThanOrEqual(told)
    expect(await readFile(out, 'utf8')).toBe(expected)
    expect(end.lines.find((line) => line.state === 'failed')).toMatchObject({ id: 'broken.pdf', error: { code: 'file-unreadable' } })
  })

  it('say at Ctrl-C that the same command goes on', async () => {
    const home = await temporaryFolder()
    const run = new CommandProcess(home, command(join(home, 'out.jsonl')))
    run.at(isDone, () => run.signal('SIGINT'))
    expect(await run.ended, run.words).toBe(130)
    expect(run.words).toContain('the same command goes on')
    expect(run.lines.at(-1)).toMatchObject({ type: 'error', code: 'cancelled' })
  })
})

it('a document of any kind and length is rewritten in parts, and shown whole', async () => {
  const home = await temporaryFolder()
  const text = await readFile(join(documents, 'more', 'long.md'), 'utf8')
  const file = join(home, 'long.docx')
  await writeFile(file, docx(text.split('\n\n').map(wordParagraph).join('')))
  const run = new CommandProcess(home, ['resolve', '--model', 'demo', '--file', file, '--json'])
  expect(await run.ended, run.words).toBe(0)
  const [result] = run.lines
  expect(result).toMatchObject({
    type: 'result',
    input: text,
    file,
    finishReason: 'stop',
    generationTokens: expect.any(Number),
    edits: expect.any(Array),
  })
  const parts = result?.parts as { start: number; end: number; outputStart: number; outputEnd: number }[]
  expect(parts.length).toBeGreaterThan(5)
  expect(parts.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text)
  expect(parts.map(({ outputStart, outputEnd }) => String(result?.output).slice(outputStart, outputEnd)).join('')).toBe(result?.output)
})

it('a file is read alike whether its answer is told or written, white space, letters of Windows and all', async () => {
  const home = await temporaryFolder()
  const [file, out, empty] = ['note.txt', 'out.jsonl', 'empty.txt'].map((name) => join(home, name)) as [string, string, string]
  await writeFile(file, Buffer.from('\n  Zo\u00eb met Carl. She left.\n\n', 'latin1'))
  await writeFile(empty, ' \n')
  const ask = async (...words: string[]) => {
    const run = new CommandProcess(home, ['resolve', '--model', 'demo', '--json', ...words])
    return { code: await run.ended, words: run.words, result: run.lines.at(-1) }
  }
  const told = await ask('--file', file)
  expect(told.result, told.words).toMatchObject({
    input: '\n  Zoë met Carl. She left.\n\n',
    answeredBy: { model: { ref: { kind: 'demo' } }, run: null, weights: 'base' },
  })
  const written = await ask('--file', file, '--out', out)
  expect(written.code, written.words).toBe(0)
  const [line] = (await readFile(out, 'utf8')).trimEnd().split('\n')
  expect(JSON.parse(line ?? '')).toMatchObject({ source: told.result?.input, output: told.result?.output })
  expect((await ask('--file', empty)).result).toMatchObject({ type: 'error', code: 'file-empty' })
})
