import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeEach, expect, it, vi } from 'vitest'
import { main } from '../../../../electron/cli/main'
import { withoutModelPlaces } from '../core/no-model-places'
import { temporaryFolder } from '../core/temporary-folder'

const root = resolve(import.meta.dirname, '../../../..')

let folder: string
let data: string
beforeEach(async () => {
  folder = await temporaryFolder()
  vi.stubEnv('ANTECEDENT_HOME', join(folder, 'home'))
  for (const [name, value] of Object.entries(withoutModelPlaces)) vi.stubEnv(name, value)
  data = join(folder, 'rows.jsonl')
  const lines = (await readFile(join(root, 'assets', 'samples', 'coreference-train.jsonl'), 'utf8')).split('\n').slice(0, 4)
  await writeFile(data, `${lines.join('\n')}\n`)
})

async function run(...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await main(args, { stdout, stderr })
  const [out, err] = [stdout, stderr].map((stream) => stream.read()?.toString() ?? '')
  return { code, out: out ?? '', err: err ?? '' }
}

it('packs a model that the list then shows with what it was packed from, and can pack no further', async () => {
  const asked = ['models', 'convert', 'demo', '--bits', '8', '--data', data, '--name', 'small', '--json']
  const { code, out } = await run(...asked)
  expect(code).toBe(0)
  const loss = { data: 'rows.jsonl', rows: 4, same: expect.any(Number), tokens: { read: expect.any(Number) } }
  expect(JSON.parse(out)).toMatchObject({
    type: 'result',
    model: { name: 'small', quantizedBits: 8, convertedFrom: { bits: 8, loss } },
    loss,
  })
  expect(await readdir(join(folder, 'home', 'models', 'small'))).toEqual(expect.arrayContaining(['antecedent.json', 'config.json']))

  const listed = await run('models')
  expect(listed.out).toMatch(/^small {2}llama .* 8-bit of Demo model: \d of 4 texts the same, F1 [±+−]\d\.\d\d$/m)

  const again = await run(...asked)
  expect(again.code).toBe(1)
  expect(JSON.parse(again.out)).toMatchObject({
    type: 'error',
    code: 'file-not-written',
    message: expect.stringContaining('already something'),
  })
  const remarks = await run('train', data, '--model', 'small', '--iters', '1', '--dry-run', '--json')
  expect(JSON.parse(remarks.out)).toMatchObject({ type: 'result', preflight: { rows: 4 } })
  const further = await run('models', 'convert', 'small', '--bits', '4')
  expect(further).toMatchObject({ code: 2, err: expect.stringContaining('small is packed into 8 bits already.') })
})

it.each([
  [['models', 'convert', 'demo'], '--bits is 4 or 8.'],
  [['models', 'convert', 'demo', '--bits', '3'], '--bits is 4 or 8.'],
  [['models', 'convert', 'acme/not-fetched', '--bits', '3'], '--bits is 4 or 8.'],
  [['models', 'convert', 'acme/not-fetched', '--bits', '4', '--data', 'not-there.jsonl'], 'There is no not-there.jsonl'],
  [['models', 'convert', '--bits', '4'], 'Name a model.'],
  [['models', 'list', '--bits', '4'], '--bits goes with “models convert” alone.'],
])('refuses %s', async (args, words) => {
  expect(await run(...args)).toMatchObject({ code: 2, err: expect.stringContaining(words) })
})

it('knows a model by no name that nobody gave it', async () => {
  expect(await run('models', 'convert', 'nobody', '--bits', '4')).toMatchObject({
    err: expect.stringContaining('There is no model “nobody”.'),
  })
})
