import { mkdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { History } from '../../../../../electron/core/resolving/history'
import { shownBeginning } from '../../../../../electron/shared/history'
import type { Rewrite } from '../../../../../electron/shared/resolution'
import { temporaryFolder } from '../temporary-folder'

const figures = {
  promptTokens: 1,
  promptTokensPerSecond: 1,
  generationTokens: 1,
  generationTokensPerSecond: 1,
  peakMemoryBytes: 1,
  forwardPasses: 1,
  drafted: 0,
  accepted: 0,
  weights: null,
}
const asked = (source: string) => ({ source, by: { kind: 'model', model: { kind: 'demo' } }, against: null }) as const
const answers = (output: string): readonly Rewrite[] => [
  {
    side: 'base',
    output,
    finishReason: 'stop',
    figures,
    answeredBy: { model: { ref: { kind: 'demo' }, name: 'the demo model' }, run: null, weights: 'base', step: null },
    parts: null,
    edits: [],
    clusters: [],
    leftAsIs: [],
  },
]
const add = (history: History, source: string, output = source) => history.add(asked(source), answers(output))
const sources = (history: History, search = '') => history.list(search, 0, 100).entries.map(({ beginning }) => beginning)
const fileIn = async () => join(await temporaryFolder(), 'history.jsonl')

it('keeps what was resolved, newest first, through restarts', async () => {
  const path = await fileIn()
  const history = await History.open(path)
  await Promise.all(['One.', 'Two.', 'Three.'].map((source) => add(history, source)))
  expect(sources(history)).toEqual(['Three.', 'Two.', 'One.'])
  expect(sources(await History.open(path))).toEqual(['Three.', 'Two.', 'One.'])
  expect(history.list('', 1, 1)).toMatchObject({ total: 3, entries: [{ beginning: 'Two.' }] })
})

it('is searched in sources and answers, whatever the case', async () => {
  const history = await History.open(await fileIn())
  await add(history, 'She left.', 'Anna left.')
  await add(history, 'Rain fell.')
  expect(sources(history, 'ANNA')).toEqual(['She left.'])
  expect(sources(history, 'fell')).toEqual(['Rain fell.'])
  expect(sources(history, 'snow')).toEqual([])
})

it('opens one with what its answer changed', async () => {
  const history = await History.open(await fileIn())
  await add(history, 'Anna came. She left.', 'Anna came. Anna left.')
  const { id } = history.list('', 0, 1).entries[0] ?? { id: '' }
  expect(history.open(id).rewrites).toMatchObject([
    { output: 'Anna came. Anna left.', edits: [{ before: 'She', after: 'Anna', kind: 'resolved' }] },
  ])
  expect(() => history.open('gone')).toThrow('no longer remembered')
})

it('forgets one, and all', async () => {
  const path = await fileIn()
  const history = await History.open(path)
  for (const source of ['One.', 'Two.']) await add(history, source)
  await history.forget(history.list('One', 0, 1).entries[0]?.id ?? '')
  // Not in the file either, and what comes later stands behind it as ever.
  expect(await readFile(path, 'utf8')).not.toContain('One.')
  await add(history, 'Three.')
  expect(sources(await History.open(path))).toEqual(['Three.', 'Two.'])
  await history.forgetAll()
  expect(sources(history)).toEqual([])
  await expect(stat(path)).rejects.toThrow()
})

it('keeps nothing when it is switched off, and lets go of what it had', async () => {
  const path = await fileIn()
  const history = await History.open(path)
  await add(history, 'A secret.')
  await history.keep(false)
  await add(history, 'Another.')
  expect(await readFile(path, 'utf8')).not.toMatch(/secret|Another/)
  const again = await History.open(path)
  expect([again.keeping, sources(again)]).toEqual([false, []])
  await again.keep(true)
  await add(again, 'Kept.')
  expect(sources(await History.open(path))).toEqual(['Kept.'])
})

it('keeps a thousand, and its file does not grow for ever', async () => {
  const path = await fileIn()
  const history = await History.open(path)
  for (let text = 0; text < 2_010; text++) await add(history, `Text ${text}.`, '')
  expect(history.list('', 0, 1)).toMatchObject({ total: 1000, entries: [{ beginning: 'Text 2009.' }] })
  const again = await History.open(path)
  expect(again.list('', 999, 1)).toMatchObject({ total: 1000, entries: [{ beginning: 'Text 1010.' }] })
  expect((await readFile(path, 'utf8')).trimEnd().split('\n').length).toBeLessThanOrEqual(2000)
})

it('lists no more of a text than its beginning, and who answered', async () => {
  const history = await History.open(await fileIn())
  await add(history, 'x'.repeat(100_000))
  const [head] = history.list('', 0, 1).entries
  expect(head).toEqual({ id: expect.any(String), at: expect.any(String), beginning: 'x'.repeat(shownBeginning), names: ['the demo model'] })
  expect(history.open(head?.id ?? '').entry.source).toHaveLength(100_000)
})

it('keeps so many bytes, of which the oldest go, and one text however long it is', async () => {
  const path = await fileIn()
  const bounds = { texts: 1_000, bytes: 20_000 }
  const history = await History.open(path, bounds)
  for (let text = 0; text < 60; text++) {
    await add(history, `${text} ${'x'.repeat(4_000)}`, '')
    expect((await stat(path)).size).toBeLessThan(45_000)
  }
  expect(sources(history).map((source) => Number.parseInt(source, 10))).toEqual([59, 58, 57, 56])
  expect(sources(await History.open(path, bounds))).toEqual(sources(history))
  await add(history, 'long '.repeat(10_000), '')
  expect(history.list('', 0, 1).total).toBe(1)
})

it('opens though its file cannot be read, and says so', async () => {
  const path = await fileIn()
  await mkdir(path)
  const history = await History.open(path)
  expect(sources(history)).toEqual([])
  expect(history.failure).toMatchObject({ code: 'file-is-folder' })
})

it('says that a text could not be kept, and does not throw: its answers are there all the same', async () => {
  const path = await fileIn()
  const history = await History.open(path)
  await mkdir(path)
  await add(history, 'One.')
  expect(history.failure).toMatchObject({ code: 'file-not-written' })
  expect(sources(history)).toEqual([])
  await rm(path, { recursive: true })
  await add(history, 'Two.')
  expect([history.failure, sources(history)]).toEqual([null, ['Two.']])
})
