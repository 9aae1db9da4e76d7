import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { History } from '../../../../../electron/core/resolving/history'
import type { HistoryEntry } from '../../../../../electron/shared/history'
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
const entry = (source: string, output: string): Omit<HistoryEntry, 'id' | 'at'> => ({
  source,
  by: { kind: 'model', model: { kind: 'demo' } },
  against: null,
  answers: [{ side: 'base', name: 'the demo model', output, finishReason: 'stop', figures, parts: null }],
})
const sources = (history: History, search = '') => history.list(search, 0, 100).entries.map(({ source }) => source)
const fileIn = async () => join(await temporaryFolder(), 'history.jsonl')

it('keeps what was resolved, newest first, through restarts', async () => {
  const path = await fileIn()
  const history = await History.open(path)
  await Promise.all(['One.', 'Two.', 'Three.'].map((source) => history.add(entry(source, source))))
  expect(sources(history)).toEqual(['Three.', 'Two.', 'One.'])
  expect(sources(await History.open(path))).toEqual(['Three.', 'Two.', 'One.'])
  expect(history.list('', 1, 1)).toMatchObject({ total: 3, entries: [{ source: 'Two.' }] })
})

it('is searched in sources and answers, whatever the case', async () => {
  const history = await History.open(await fileIn())
  await history.add(entry('She left.', 'Anna left.'))
  await history.add(entry('Rain fell.', 'Rain fell.'))
  expect(sources(history, 'ANNA')).toEqual(['She left.'])
  expect(sources(history, 'fell')).toEqual(['Rain fell.'])
  expect(sources(history, 'snow')).toEqual([])
})

it('opens one with what its answer changed', async () => {
  const history = await History.open(await fileIn())
  await history.add(entry('Anna came. She left.', 'Anna came. Anna left.'))
  const { id } = history.list('', 0, 1).entries[0] ?? { id: '' }
  expect(history.open(id).rewrites).toMatchObject([
    { output: 'Anna came. Anna left.', edits: [{ before: 'She', after: 'Anna', kind: 'resolved' }] },
  ])
  expect(() => history.open('gone')).toThrow('no longer remembered')
})

it('forgets one, and all', async () => {
  const path = await fileIn()
  const history = await History.open(path)
  for (const source of ['One.', 'Two.']) await history.add(entry(source, source))
  await history.forget(history.list('One', 0, 1).entries[0]?.id ?? '')
  expect(sources(await History.open(path))).toEqual(['Two.'])
  await history.forgetAll()
  expect(sources(history)).toEqual([])
  await expect(stat(path)).rejects.toThrow()
})

it('keeps nothing when it is switched off, and lets go of what it had', async () => {
  const path = await fileIn()
  const history = await History.open(path)
  await history.add(entry('A secret.', 'A secret.'))
  await history.keep(false)
  await history.add(entry('Another.', 'Another.'))
  expect(await readFile(path, 'utf8')).not.toMatch(/secret|Another/)
  const again = await History.open(path)
  expect([again.keeping, sources(again)]).toEqual([false, []])
  await again.keep(true)
  await again.add(entry('Kept.', 'Kept.'))
  expect(sources(await History.open(path))).toEqual(['Kept.'])
})

it('keeps a thousand, and its file does not grow for ever', async () => {
  const path = await fileIn()
  const history = await History.open(path)
  for (let text = 0; text < 2_010; text++) await history.add(entry(`Text ${text}.`, ''))
  expect(history.list('', 0, 1)).toMatchObject({ total: 1000, entries: [{ source: 'Text 2009.' }] })
  const again = await History.open(path)
  expect(again.list('', 999, 1)).toMatchObject({ total: 1000, entries: [{ source: 'Text 1010.' }] })
  expect((await readFile(path, 'utf8')).trimEnd().split('\n')).toHaveLength(1000)
})
