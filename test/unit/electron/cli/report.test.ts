import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeEach, expect, it, vi } from 'vitest'
import { main } from '../../../../electron/cli/main'
import { layoutOf } from '../../../../electron/core/home'
import { Runs } from '../../../../electron/core/runs/runs'
import { run } from '../../renderer/figures'
import { temporaryFolder } from '../core/temporary-folder'

let folder: string
beforeEach(async () => {
  folder = await temporaryFolder()
  vi.stubEnv('ANTECEDENT_HOME', join(folder, 'home'))
})

async function report(...options: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const code = await main(['report', ...options, '--json'], { stdout, stderr })
  return {
    code,
    last: JSON.parse(
      String(stdout.read() ?? '')
        .trim()
        .split('\n')
        .at(-1) ?? '',
    ),
  }
}

async function given(name: string): Promise<string> {
  const layout = layoutOf(join(folder, 'home'))
  for (const each of Object.values(layout)) await mkdir(each, { recursive: true })
  const { id, createdAt, ...draft } = run(name, {
    state: { state: 'failed', finishedAt: '2026-01-01T00:00:00Z', failure: { code: 'internal', message: 'It broke.' } },
  })
  return (await (await Runs.open(layout, () => undefined)).create(draft)).id
}

it('writes a run as a page, by its name or as the latest', async () => {
  const runId = await given('a run')
  for (const named of ['a run', 'latest', runId]) {
    const path = join(folder, `${named}.html`)
    expect(await report('--run', named, '--to', path)).toEqual({ code: 0, last: { type: 'result', runId, path } })
    expect(await readFile(path, 'utf8')).toContain('<h1>a run</h1>')
  }
})

it('says what is missing, what there is not, and where it cannot be written', async () => {
  await given('a run')
  expect(await report('--run', 'a run')).toMatchObject({ code: 2, last: { code: 'bad-input', message: '--to is missing.' } })
  expect(await report('--run', 'another', '--to', join(folder, 'a.html'))).toMatchObject({ last: { code: 'not-found' } })
  expect(await report('--run', 'a run', '--to', join(folder, 'none', 'a.html'))).toMatchObject({
    code: 1,
    last: { code: 'file-not-written' },
  })
})
