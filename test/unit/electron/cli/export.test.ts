import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { main } from '../../../../electron/cli/main'
import { withoutModelPlaces } from '../core/no-model-places'
import { python } from '../core/python-script'
import { keptFolder } from '../core/temporary-folder'

const root = resolve(import.meta.dirname, '../../../..')
const standIn = join(root, 'test', 'fixtures', 'stand_in_converter.py')

let folder: string
/** The person's home folder, in which LM Studio keeps its models. */
let person: string

function standHere(): void {
  for (const [name, value] of Object.entries(withoutModelPlaces)) vi.stubEnv(name, value)
  vi.stubEnv('ANTECEDENT_HOME', join(folder, 'home'))
  vi.stubEnv('HOME', person)
}

async function run(...args: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await main([...args, '--json'], { stdout, stderr })
  const lines = String(stdout.read() ?? '')
    .trimEnd()
    .split('\n')
  return { code, last: JSON.parse(lines.at(-1) || '{}') }
}

beforeAll(async () => {
  folder = await keptFolder()
  person = join(folder, 'person')
  standHere()
  const lines = (await readFile(join(root, 'assets', 'samples', 'coreference-train.jsonl'), 'utf8')).split('\n').slice(0, 40)
  await writeFile(join(folder, 'rows.jsonl'), `${lines.join('\n')}\n`)
  const trained = await run('train', join(folder, 'rows.jsonl'), '--model', 'demo', '--iters', '4', '--name', 'Mein Lauf!')
  expect(trained.code).toBe(0)
})
beforeEach(standHere)

describe('export --format lm-studio', () => {
  it('needs another place where LM Studio keeps no models here', async () => {
    const { code, last } = await run('export', '--run', 'latest', '--format', 'lm-studio')
    expect(code).toBe(2)
    expect(last).toMatchObject({ type: 'error', hint: expect.stringContaining('--to') })
  })

  it('is laid out in the same way below another place', async () => {
    const { code, last } = await run(
      'export',
      '--run',
      'latest',
      '--format',
      'lm-studio',
      '--to',
      join(folder, 'new', 'place'),
      '--name',
      'named',
    )
    expect(code).toBe(0)
    expect(last).toMatchObject({
      path: join(folder, 'new', 'place', 'antecedent', 'named'),
      notes: [expect.stringContaining('antecedent/named')],
    })
  })

  it('goes into LM Studio’s folder by itself, under the run’s name, and is listed', async () => {
    const models = join(person, '.lmstudio', 'models')
    await mkdir(models, { recursive: true })
    const { last } = await run('export', '--run', 'latest', '--format', 'lm-studio', '--quantize', '8')
    expect(last).toMatchObject({ format: 'lm-studio', quantize: 8, path: join(models, 'antecedent', 'mein-lauf'), notes: [] })
    const listed = await run('models')
    expect(JSON.stringify(listed.last)).toContain('antecedent/mein-lauf')
    expect((await run('export', '--run', 'latest', '--format', 'lm-studio')).code).toBe(1)
  })
})

describe('export --format gguf', () => {
  it('says where the converter is set, which the settings are told and tell', async () => {
    expect(await run('export', '--run', 'latest', '--format', 'gguf', '--to', join(folder, 'none'))).toMatchObject({
      code: 2,
      last: { hint: expect.stringContaining('antecedent settings gguf-converter') },
    })
    // A virtual environment's Python is only that as the link which it is.
    const link = join(folder, 'python')
    await symlink(python, link)
    await run('settings', 'gguf-python', link)
    const { last } = await run('settings', 'gguf-converter', standIn)
    expect(last.settings).toMatchObject({ ggufConverter: standIn, ggufPython: link })
    expect((await run('settings', 'gguf-python', 'python3.99')).last.settings.ggufPython).toBe('python3.99')
    expect((await run('settings', 'gguf-python', 'default')).last.settings.ggufPython).toBeNull()
    await run('settings', 'gguf-python', python)
    expect((await run('settings')).last.settings).toMatchObject({ ggufConverter: standIn, ggufPython: python })
  })

  it('writes what was asked for', async () => {
    const { code, last } = await run('export', '--run', 'latest', '--format', 'gguf', '--outtype', 'f16', '--to', join(folder, 'as-f16'))
    expect(code).toBe(0)
    expect(last).toMatchObject({ format: 'gguf', gguf: { type: 'f16', architecture: 'llama' }, path: join(folder, 'as-f16') })
    expect(await readdir(join(folder, 'as-f16'))).toContain('as-f16.gguf')
  })
})

it.each([
  ['--format', 'gguff'],
  ['--format', 'gguf', '--quantize', '4'],
  ['--format', 'gguf', '--outtype', 'q4_k_m'],
  ['--outtype', 'f16'],
  ['--name', 'a'],
  ['--quantize', '3'],
])('takes no words that do not go together (%s %s %s %s)', async (...words) => {
  const { code, last } = await run('export', '--run', 'latest', '--to', join(folder, 'none'), ...words)
  expect(code).toBe(2)
  expect(last).toMatchObject({ type: 'error', code: 'bad-input', message: expect.stringContaining('--') })
})

it.each([
  ['gguf-converter', '/antecedent-tests/nothing.py'],
  ['gguf-converter', root],
  ['gguf-converter'],
  ['gguf-python', './no-such-python'],
])('sets nothing that is not there (%s %s)', async (...words) => {
  const before = (await run('settings')).last.settings
  expect((await run('settings', ...words)).code).toBe(2)
  expect((await run('settings')).last.settings).toEqual(before)
})
