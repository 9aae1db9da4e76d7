import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { openedApp } from '../opened-app'
import { temporaryFolder } from '../temporary-folder'

const by = { kind: 'model', model: { kind: 'demo' } } as const

/** The app whose Python is a process that answers by a rule. */
async function app(home?: string) {
  const folder = home ?? (await temporaryFolder())
  const launcher = join(folder, 'launcher')
  await writeFile(launcher, `#!/bin/sh\nshift 2\nHEARD='${join(folder, 'heard')}' exec "${process.execPath}" "$@"\n`)
  await chmod(launcher, 0o755)
  const sidecar = resolve(import.meta.dirname, 'many', 'rewriting-sidecar.mjs')
  const { studio, call, heard } = await openedApp(folder, { python: launcher, sidecar })
  const ask = async (text: string) =>
    (await call('text.resolve', { requestId: 'r', text, by, against: null, sides: ['base'], strength: 1, prompt: null })).rewrites[0]
  const listed = () => call('history.list', { search: '', offset: 0, limit: 10 })
  return { studio, folder, call, ask, listed, heard }
}

it('says who answered, and leaves the white space around a text as it is', async () => {
  const { ask, listed, call } = await app()
  const rewrite = await ask('\n  Bob came. He left.\n')
  expect(rewrite).toMatchObject({
    output: '\n  Bob came. Bob left.\n',
    parts: null,
    answeredBy: { model: { ref: { kind: 'demo' } }, run: null, weights: 'base', step: null },
    edits: [{ before: 'He', after: 'Bob', kind: 'resolved' }],
  })
  const { entries, failure } = await listed()
  expect([failure, entries.length]).toEqual([null, 1])
  // What is remembered is opened as it was answered.
  expect((await call('history.open', { id: entries[0]?.id ?? '' })).rewrites).toEqual([rewrite])
})

it('answers a long text in parts by the same way, tells how far it is, and which parts are left', async () => {
  const { ask, heard } = await app()
  const sentences = Array.from(
    { length: 40 },
    (_, place) => `Sentence number ${place} is about Bob. He ${place === 20 ? 'would garble' : 'left'}.`,
  )
  const text = sentences.join(' ')
  const rewrite = await ask(text)
  const garbled = rewrite?.parts?.filter(({ state }) => state === 'garbled') ?? []
  expect(garbled.map(({ start, end }) => text.slice(start, end))).toEqual([expect.stringContaining('garble')])
  const [part] = garbled
  expect(rewrite?.output).toBe(
    text.slice(0, part?.start).replaceAll('He', 'Bob') + text.slice(part?.start, part?.end) + text.slice(part?.end).replaceAll('He', 'Bob'),
  )
  expect(rewrite?.answeredBy).toMatchObject({ weights: 'base' })
  await expect.poll(() => heard.flatMap((event) => (event.type === 'job.progress' ? [event.done] : [])).at(-1)).toBe(text.length)
})

it('answers what has no text with nothing changed', async () => {
  const { studio } = await app()
  const { rewrites } = await studio.services.resolving.resolve(
    { requestId: 'r', text: ' \n ', by, sides: ['base'] },
    new AbortController().signal,
  )
  expect(rewrites).toMatchObject([{ output: ' \n ', edits: [] }])
})

it('remembers what was asked in the window alone', async () => {
  const { studio, listed } = await app()
  const text = 'Bob came. He left.'
  await studio.services.resolving.resolve({ requestId: 'cli', text, by, sides: ['base'] }, new AbortController().signal)
  expect((await listed()).total).toBe(0)
})

it('gives an answer that could not be remembered all the same, and says why it was not', async () => {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'history.jsonl'))
  const { ask, listed } = await app(folder)
  expect((await listed()).failure).toMatchObject({ code: 'file-is-folder' })
  expect(await ask('Bob came. He left.')).toMatchObject({ output: 'Bob came. Bob left.' })
  expect(await listed()).toMatchObject({ total: 0, failure: { code: 'file-not-written' } })
})
