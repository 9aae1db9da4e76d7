import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type LocalHub, publishDemoModel, startLocalHub } from '../../../hub/local-hub'
import { temporaryFolder } from '../core/temporary-folder'
import { bundleCommand, CommandProcess } from './command-process'

const repo = 'acme/small-world'
let folder: string
let hub: LocalHub

beforeAll(bundleCommand)
beforeEach(async () => {
  folder = await temporaryFolder()
  hub = await startLocalHub(join(folder, 'hub'))
  onTestFinished(hub.close)
  await publishDemoModel(hub, repo)
})

const start = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  new CommandProcess(join(folder, 'home'), [...args, '--json'], {
    HF_ENDPOINT: hub.address,
    HF_HUB_CACHE: join(folder, 'cache'),
    ...environment,
  })

async function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const command = start(args, environment)
  const code = await command.ended
  return { code, last: command.lines.at(-1), words: command.words }
}

describe('a model of the Hub', () => {
  it('is looked at, fetched, listed and forgotten', async () => {
    expect(await run(['models', 'look', repo])).toMatchObject({ code: 0, last: { model: { repo, licence: 'apache-2.0', here: 0 } } })
    expect(await run(['models', 'download', repo])).toMatchObject({ code: 0, last: { type: 'result', model: { ref: { repo } } } })
    const listed = await run(['models'])
    expect(listed.last).toMatchObject({ models: [{ ref: { kind: 'demo' } }, { ref: { kind: 'hub', repo } }], downloads: [] })
    expect(await run(['models', 'remove', repo])).toMatchObject({ code: 0 })
  })

  it('whose download is killed is gone on with by the same command', async () => {
    await hub.goWrong({ match: 'GET .*model.safetensors$', kind: 'slow', value: 1_000_000 })
    const killed = start(['models', 'download', repo])
    await killed.until((line) => line.type === 'download' && Number(line.done) > 2_000_000)
    killed.killEverything()
    await killed.ended
    expect(await run(['models', 'download', repo])).toMatchObject({ code: 0 })
    const ranges = (await hub.log()).filter(({ path }) => path.endsWith('model.safetensors')).map(({ range }) => range)
    expect(ranges).toEqual([null, expect.stringMatching(/^bytes=[1-9]\d*-$/)])
  })

  it('is paused by Ctrl-C, with a word of how to go on', async () => {
    await hub.goWrong({ match: 'GET .*model.safetensors$', kind: 'slow', value: 1_000_000 })
    const stopped = start(['models', 'download', repo])
    await stopped.until((line) => line.type === 'download' && Number(line.done) > 0)
    stopped.signal('SIGINT')
    expect(await stopped.ended).toBe(130)
    expect(stopped.words).toContain('the same command goes on')
    expect((await run(['models'])).last).toMatchObject({ downloads: [{ repo, state: 'paused' }] })
  })

  it('that is gated says what to do', async () => {
    await publishDemoModel(hub, repo, { gated: 'manual' })
    const refused = await run(['models', 'download', repo])
    expect(refused).toMatchObject({
      code: 1,
      last: { type: 'error', code: 'hub-gated', hint: expect.stringContaining(`${hub.address}/${repo}`) },
    })
    expect(await run(['models', 'download', repo], { HF_TOKEN: 'hf_let_in' })).toMatchObject({ code: 0 })
  })

  it('is not asked for offline', async () => {
    expect(await run(['settings', 'offline', 'on'])).toMatchObject({ code: 0, last: { settings: { offline: true } } })
    expect(await run(['models', 'download', repo])).toMatchObject({ code: 1, last: { code: 'offline' } })
    expect(await hub.log()).toEqual([])
  })

  it.each([
    [['models', 'look', 'no-owner']],
    [['models', 'look']],
    [['models', 'fly', repo]],
    [['models', 'look', repo, 'more']],
    [['settings', 'hub', 'http://mirror.example.org']],
    [['settings', 'volume', '11']],
    [['upload', '/x', 'no-owner']],
  ])('is not asked for by wrong words (%j)', async (words) => {
    expect(await run(words)).toMatchObject({ code: 2, last: { type: 'error', code: 'bad-input' } })
  })
})

describe('an upload', () => {
  const exported = async () => {
    const path = join(folder, 'export')
    await mkdir(path)
    await writeFile(join(path, 'antecedent.json'), '{}')
    await writeFile(join(path, 'README.md'), '# A tuned model\n')
    await writeFile(join(path, 'model.safetensors'), Buffer.alloc(100_000, 7))
    return path
  }

  it('is a private repository unless it is to be public', async () => {
    const path = await exported()
    const done = await run(['upload', path, 'ann/tuned'], { HF_TOKEN: 'hf_let_in' })
    expect(done).toMatchObject({ code: 0, last: { type: 'result', private: true, page: `${hub.address}/ann/tuned` } })
    const there = join(hub.folder, 'ann', 'tuned')
    expect(JSON.parse(await readFile(join(there, '.hub.json'), 'utf8'))).toEqual({ private: true })
    expect(await readFile(join(there, 'model.safetensors'))).toEqual(await readFile(join(path, 'model.safetensors')))
    await run(['upload', path, 'ann/public', '--public'], { HF_TOKEN: 'hf_let_in' })
    expect(JSON.parse(await readFile(join(hub.folder, 'ann', 'public', '.hub.json'), 'utf8'))).toEqual({ private: false })
  })

  it('adds to what is there only when it is asked to', async () => {
    const path = await exported()
    const token = { HF_TOKEN: 'hf_let_in' }
    await run(['upload', path, 'ann/tuned'], token)
    expect(await run(['upload', path, 'ann/tuned'], token)).toMatchObject({ code: 1, last: { code: 'file-not-written' } })
    expect(await run(['upload', path, 'ann/tuned', '--replace'], token)).toMatchObject({ code: 0 })
  })

  it('takes a token, and what this app made', async () => {
    const path = await exported()
    expect(await run(['upload', path, 'ann/tuned'])).toMatchObject({ code: 1, last: { code: 'hub-token' } })
    expect(await run(['upload', join(hub.folder, repo), 'ann/tuned'], { HF_TOKEN: 'hf_let_in' })).toMatchObject({
      code: 2,
      last: { code: 'bad-input', message: expect.stringContaining('is no export') },
    })
    await expect(stat(join(hub.folder, 'ann'))).rejects.toThrow()
    expect(await readdir(path)).toHaveLength(3)
  })
})
