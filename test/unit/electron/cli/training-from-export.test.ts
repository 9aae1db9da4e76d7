import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeEach, expect, it, vi } from 'vitest'
import { main } from '../../../../electron/cli/main'
import { unasked } from '../../../../electron/core/exporting/certifying'
import { recordOf } from '../../../../electron/core/exporting/replay'
import type { Run } from '../../../../electron/shared/run'
import { trainingConfig } from '../../../../electron/shared/training'
import { run as runWith } from '../../renderer/figures'
import { withoutModelPlaces } from '../core/no-model-places'
import { temporaryFolder } from '../core/temporary-folder'

const standIn = resolve(import.meta.dirname, '../../../fixtures/stand-in-sidecar.mjs')
const config = trainingConfig.parse({ iters: 2, batch_size: 2, seed: 7, learning_rate: 3e-4, lora_parameters: { rank: 3 } })

let folder: string
let data: string
beforeEach(async () => {
  folder = await temporaryFolder()
  data = join(folder, 'rows.jsonl')
  const row = (name: string) => ({
    messages: [
      { role: 'user', content: `${name} sat. He slept.` },
      { role: 'assistant', content: `${name} sat. ${name} slept.` },
    ],
  })
  await writeFile(data, ['Anna', 'Ben', 'Cara', 'Dan', 'Eve'].map((name) => `${JSON.stringify(row(name))}\n`).join(''))
  const python = join(folder, 'python')
  await writeFile(python, `#!/bin/sh\nexec "${process.execPath}" "${standIn}"\n`)
  await chmod(python, 0o755)
  vi.stubEnv('ANTECEDENT_HOME', join(folder, 'home'))
  for (const [name, value] of Object.entries(withoutModelPlaces)) vi.stubEnv(name, value)
  vi.stubEnv('ANTECEDENT_PYTHON', python)
})

/** A folder with the record of an export and nothing else. */
async function exportOf(changes: Partial<Run> = {}): Promise<string> {
  const prompt = { system: null, before: '' }
  const parts = {
    at: '2026-01-01T00:00:00Z',
    format: 'mlx',
    weights: 'best',
    bits: null,
    gguf: null,
    licence: null,
    versions: null,
  } as const
  const record = recordOf(runWith('an export', { config, ...changes }), { ...parts, prompt, certificate: unasked })
  const path = join(folder, 'exported')
  await mkdir(path)
  await writeFile(join(path, 'antecedent.json'), JSON.stringify(record))
  return path
}

async function run(...args: readonly string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await main(args, { stdout, stderr })
  const [out, err] = [stdout.read()?.toString() ?? '', stderr.read()?.toString() ?? '']
  const lines: Record<string, unknown>[] = args.includes('--json')
    ? out
        .trim()
        .split('\n')
        .map((line: string) => JSON.parse(line))
    : []
  return { code, err, lines }
}

it('trains with the settings and the model of an export, by its folder or its record', async () => {
  const path = await exportOf()
  for (const from of [path, join(path, 'antecedent.json')]) {
    const { code, lines } = await run('train', '--from', from, data, '--json')
    expect(code).toBe(0)
    const { runId } = lines.find(({ type }) => type === 'run.started') ?? {}
    const kept = JSON.parse(await readFile(join(folder, 'home', 'runs', String(runId), 'run.json'), 'utf8'))
    expect(kept).toMatchObject({ config, model: { ref: { kind: 'demo' } } })
  }
})

it('lets options change a setting, and says where the rows are others', async () => {
  const { code, err } = await run('train', '--from', await exportOf(), data, '--seed', '8')
  expect(err).toContain('not the rows that the export learned from')
  expect(code).toBe(0)
})

it('asks for the model where the export’s is not known here', async () => {
  const path = await exportOf({ model: { ref: { kind: 'folder', id: 'gone' }, name: 'Tiny' } })
  const { code, lines } = await run('train', '--from', path, data, '--json')
  expect(code).toBe(2)
  expect(lines).toContainEqual({ type: 'config.note', key: 'model', message: expect.stringContaining('“Tiny”') })
  expect(lines.at(-1)).toMatchObject({ type: 'error', message: expect.stringContaining('--model') })
})

it('takes nothing else for an export', async () => {
  const { code, lines } = await run('train', '--from', data, data, '--json')
  expect(lines.at(-1)).toMatchObject({ type: 'error', code: 'bad-input', message: expect.stringContaining('how an export was made') })
  expect(code).toBe(2)
})
