import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeEach, expect, it } from 'vitest'
import { main } from '../../../../electron/cli/main'
import { temporaryFolder } from '../core/temporary-folder'

const [source, gold] = ['Ann met Tom. He saw her dog.', "Ann met Tom. Tom saw Ann's dog."]
const half = "Ann met Tom. He saw Ann's dog."

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
})

async function score(rows: readonly object[], ...options: string[]) {
  const path = join(folder, 'rows.jsonl')
  await writeFile(path, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await main(['score', path, ...options], { stdout, stderr })
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') }
}

it('shows the scorecard with intervals, beside both baselines, and the slices', async () => {
  const { code, out } = await score([
    { source, gold, output: gold },
    { source, gold, output: half, finishReason: 'length' },
  ])
  expect(code).toBe(0)
  expect(out).toMatch(/rewrites +unchanged +nearest name/)
  expect(out).toMatch(/references resolved +3\/4 {2}75\.0 % +0\/4 {2}0\.0 % +4\/4 {2}100\.0 %\n +30\.1–95\.4 %/)
  expect(out).toMatch(/cut off +1\/2 {2}50\.0 %/)
  expect(out).toMatch(/possessives +2\/2/)
  expect(out).toContain('rewrites against nearest name, on the same texts:')
  expect(out).toContain(
    '\n\nThe rewrites are not measurably better here than the rule “nearest name” (mention F1 0.857 against 1.000). The difference is ',
  )
})

it('compares the outputs with another system’s where every row has one', async () => {
  const rows = [
    { source, gold, output: gold, other: half },
    { source, gold, output: half, other: gold },
    { source, gold, output: gold, other: source },
  ]
  const { out } = await score(rows, '--json')
  const result = JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')
  expect(result).toMatchObject({
    type: 'result',
    texts: 3,
    correct: 5,
    comparison: { systems: [{ system: 'other' }, { system: 'output' }, {}, {}] },
  })
  expect(result.comparison.pairs[0]).toMatchObject({ before: 'other', after: 'output', texts: { fixed: 2, broken: 1, p: 1 } })
  expect(result.slices.map(({ slice }: { slice: string }) => slice)).toContain('subject')
})

it('refuses a comparison where only some rows have another output', async () => {
  const { code, out } = await score(
    [
      { source, gold, output: gold, other: half },
      { source, gold, output: gold },
    ],
    '--json',
  )
  expect(code).toBe(2)
  expect(JSON.parse(out)).toMatchObject({ type: 'error', code: 'bad-input' })
})

it('writes a report where one is asked for', async () => {
  const page = join(folder, 'report.html')
  const { code, err } = await score([{ source, gold, output: half }], '--report', page)
  expect(code).toBe(0)
  expect(err).toContain(page)
  expect(await readFile(page, 'utf8')).toContain('<title>Scorecard: rows.jsonl</title>')
})

it('says where a report cannot be written', async () => {
  const { code, out } = await score([{ source, gold, output: half }], '--json', '--report', join(folder, 'none', 'report.html'))
  expect(code).toBe(1)
  expect(JSON.parse(out.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({ type: 'error', code: 'file-not-written' })
})
