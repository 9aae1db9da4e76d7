import { chmod, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type ListedFile, listFile } from '../../../../../../electron/core/documents/listed-files'
import { JobQueue } from '../../../../../../electron/core/jobs'
import type { Asking } from '../../../../../../electron/core/resolving/long/asking'
import { characters } from '../../../../../../electron/core/resolving/long/measures'
import type { DocumentDone } from '../../../../../../electron/core/resolving/many/many-job'
import { ResolvingMany, storeOf } from '../../../../../../electron/core/resolving/many/resolving-many'
import type { ModelRef } from '../../../../../../electron/shared/model'
import { pdf, printed } from '../../documents/made-documents'
import { temporaryFolder } from '../../temporary-folder'

const by = { kind: 'model', model: { kind: 'demo' } satisfies ModelRef } as const

/** A folder with documents, and a service whose Python is a process that answers by a rule. */
async function work(texts: Readonly<Record<string, string>>, budget = 400) {
  const folder = await temporaryFolder()
  for (const [name, text] of Object.entries(texts)) await writeFile(join(folder, name), text)
  const files: ListedFile[] = await Promise.all(Object.keys(texts).map((name) => listFile(join(folder, name), name)))
  const [launcher, heard, out] = ['launcher', 'heard', 'out.jsonl'].map((name) => join(folder, name)) as [string, string, string]
  await writeFile(heard, '')
  await writeFile(launcher, `#!/bin/sh\nshift 2\nHEARD='${heard}' exec "${process.execPath}" "$@"\n`)
  await chmod(launcher, 0o755)
  const service = (changes: Partial<Asking> = {}) =>
    new ResolvingMany({
      queue: new JobQueue(),
      python: { python: launcher, sidecar: resolve(import.meta.dirname, 'rewriting-sidecar.mjs') },
      resolving: {
        asking: async () => ({
          model: 'one',
          adapter: null,
          template: { system: null, before: '' },
          settings: { budget, measure: characters },
          ...changes,
        }),
      },
      log: join(folder, 'log'),
    })
  const done: DocumentDone[] = []
  const run = async (
    signal = new AbortController().signal,
    hear: (document: DocumentDone) => void = () => undefined,
    changes?: Partial<Asking>,
  ) => {
    done.length = 0
    const listener = {
      done: (document: DocumentDone) => {
        done.push(document)
        hear(document)
      },
      progress: () => undefined,
    }
    return service(changes).resolve({ files, column: null, by, out }, signal, listener)
  }
  const lines = async () =>
    (await readFile(out, 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
  const asked = async () => (await readFile(heard, 'utf8')).split('\n').filter((line) => line.startsWith('asked'))
  return { folder, out, run, lines, asked, done }
}

const simple = Object.fromEntries(Array.from({ length: 20 }, (_, place) => [`${place}.txt`, `Text ${place} begins. He left.`]))
const ids = Object.keys(simple)

describe('many documents', () => {
  it('are answered into one file in their order, and nothing else stays', async () => {
    const { run, lines, folder } = await work({ ...simple, '3.txt': 'Bob was slow. He left.' })
    expect(await run()).toEqual({ documents: 20, resolved: 20, garbled: 0, failed: 0 })
    const all = await lines()
    expect(all.map(({ id }) => id)).toEqual(Object.keys(simple))
    expect(all[3]).toEqual({ id: '3.txt', source: 'Bob was slow. He left.', output: 'Bob was slow. Bob left.', flags: [] })
    expect(await readdir(folder)).not.toContain('out.jsonl.unfinished')
  })

  it('fail one by one: what cannot be read, what is refused, and what Python dies of', async () => {
    const { run, lines, done } = await work({
      ...simple,
      '4.txt': 'Texts that die. He left.',
      '9.txt': 'Texts to refuse.',
      '11.txt': ' \n',
      '12.pdf': 'nothing',
    })
    expect(await run()).toMatchObject({ failed: 4 })
    const all = await lines()
    expect(all.filter(({ error }) => error).map(({ id, error }) => [id, error.code])).toEqual([
      ['4.txt', 'sidecar-died'],
      ['9.txt', 'sidecar-failed'],
      ['11.txt', 'file-empty'],
      ['12.pdf', 'file-unreadable'],
    ])
    expect(done.filter(({ state }) => state === 'failed')).toHaveLength(4)
    expect(all.filter(({ output }) => output?.endsWith('Bob left.'))).toHaveLength(17)
  })

  it('say what was garbled, what is empty, and the parts of what is long', async () => {
    const long = Array.from({ length: 30 }, (_, place) => `Sentence number ${place} stands here. He left.`).join(' ')
    const { run, lines } = await work({ 'a.txt': 'One to garble.', 'b.jsonl': '{"text": ""}\n', 'c.txt': long })
    expect(await run()).toEqual({ documents: 3, resolved: 3, garbled: 1, failed: 0 })
    const [garbled, empty, parted] = await lines()
    expect(garbled).toMatchObject({
      output: 'One to garble.',
      flags: ['garbled'],
      parts: [{ start: 0, end: 14, state: 'garbled', fault: expect.any(String) }],
    })
    expect(empty).toEqual({ id: 'b.jsonl#1', source: '', output: '', flags: ['empty'] })
    expect(parted.output).toBe(long.replaceAll('He', 'Bob'))
    expect(parted.parts.length).toBeGreaterThan(3)
  })

  it('go on where they were cancelled, and what was answered is not asked again', async () => {
    const long = Array.from({ length: 60 }, (_, place) => `Sentence number ${place} stands here. He left.`).join(' ')
    const { run, lines, asked, done, out } = await work({ ...simple, 'long.txt': long })
    const controller = new AbortController()
    let heard = 0
    await expect(run(controller.signal, () => ++heard === 8 && controller.abort())).rejects.toMatchObject({
      failure: { code: 'cancelled' },
    })
    await expect(readFile(out)).rejects.toThrow('ENOENT')
    await truncate(storeOf(out), (await readFile(storeOf(out))).length - 3)
    expect(await run()).toMatchObject({ documents: 21, failed: 0 })
    expect(done.filter(({ state }) => state === 'kept').length).toBeGreaterThan(5)
    expect((await lines()).map(({ id }) => id)).toEqual([...ids, 'long.txt'])
    const questions = await asked()
    // Those that were under way are asked again, no other.
    expect(questions.length - new Set(questions).size).toBeLessThanOrEqual(20)
  })

  it('try again what failed', async () => {
    const { run, folder, done, lines, out } = await work({ ...simple, 'bad.pdf': 'nothing' })
    expect(await run()).toMatchObject({ failed: 1, resolved: 20 })
    await writeFile(join(folder, 'bad.pdf'), pdf([printed(['Bob came. He left.'])]))
    expect(await run()).toMatchObject({ failed: 0, resolved: 21 })
    expect(done.filter(({ state }) => state === 'kept')).toHaveLength(20)
    expect((await lines()).at(-1)).toMatchObject({ id: 'bad.pdf', output: 'Bob came. Bob left.' })
    await expect(readFile(storeOf(out))).rejects.toThrow('ENOENT')
  })

  it('go on with the same weights alone, put to them the same way', async () => {
    const { run, out, folder } = await work({ ...simple, 'bad.pdf': 'nothing' })
    const [model, path] = ['model', 'adapter'].map((name) => join(folder, name)) as [string, string]
    for (const each of [model, path]) await mkdir(each)
    await writeFile(join(model, 'config.json'), '{}')
    await writeFile(join(model, 'model.safetensors'), 'weights')
    await writeFile(join(path, 'adapters.safetensors'), 'weights')
    await writeFile(join(path, 'adapter_config.json'), '{}')
    const asking = { model, adapter: { path, enabled: true, scale: 1 } } satisfies Partial<Asking>
    const goesOn = async (changes: Partial<Asking> = {}) => run(undefined, undefined, { ...asking, ...changes })
    const differs = { failure: { code: 'run-differs', hint: expect.stringContaining(storeOf(out)) } }
    expect(await goesOn()).toMatchObject({ failed: 1 })
    expect(await goesOn()).toMatchObject({ failed: 1 })
    await expect(goesOn({ model: 'another' })).rejects.toMatchObject(differs)
    await expect(goesOn({ adapter: { path, enabled: true, scale: 0.5 } })).rejects.toMatchObject(differs)
    await expect(goesOn({ template: { system: 'Be brief.', before: '' } })).rejects.toMatchObject(differs)
    await writeFile(join(path, 'adapter_config.json'), '{"scale": 2}')
    await expect(goesOn()).rejects.toMatchObject(differs)
    await writeFile(join(path, 'adapter_config.json'), '{}')
    await writeFile(join(model, 'README.md'), 'for people')
    expect(await goesOn()).toMatchObject({ failed: 1 })
    await writeFile(join(model, 'chat_template.jinja'), '{{ messages }}')
    await expect(goesOn()).rejects.toMatchObject(differs)
    await rm(join(model, 'chat_template.jinja'))
    await writeFile(join(model, 'model.safetensors'), 'other weights')
    await expect(goesOn()).rejects.toMatchObject(differs)
  })

  it('end where nothing is ever answered, with what was said, and not where something was', async () => {
    const refused = Object.fromEntries(Array.from({ length: 60 }, (_, place) => [`${place}.txt`, `Text ${place} to refuse.`]))
    const { run, out } = await work(refused)
    await expect(run()).rejects.toMatchObject({
      failure: { message: expect.stringMatching(/None of the first 20 texts could be answered.*The template says no/) },
    })
    await expect(readFile(out)).rejects.toThrow('ENOENT')
    const others = await work({ 'a.txt': 'Bob came. He left.', ...refused })
    expect(await others.run()).toMatchObject({ resolved: 1, failed: 60 })
  })

  it('stop at once where Python cannot be started', async () => {
    const { run, folder } = await work(simple)
    await rm(join(folder, 'launcher'))
    await expect(run()).rejects.toMatchObject({ failure: { code: 'python-missing' } })
  })

  it('are not begun where their answers cannot be kept', async () => {
    const { run, folder, asked } = await work(simple)
    await mkdir(storeOf(join(folder, 'out.jsonl')))
    await expect(run()).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
    expect(await asked()).toEqual([])
  })

  it('are not written over a file that is there', async () => {
    const { run, out } = await work(simple)
    await writeFile(out, 'mine\n')
    await expect(run()).rejects.toMatchObject({ failure: { code: 'file-exists' } })
    expect(await readFile(out, 'utf8')).toBe('mine\n')
  })
})
