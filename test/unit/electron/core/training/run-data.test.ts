import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkMask, rowPlaces, withPlaces, writeRunData } from '../../../../../electron/core/training/run-data'
import { type DataReport, trainingConfig } from '../../../../../electron/shared/training'
import { opened } from '../opened-dataset'
import { temporaryFolder } from '../temporary-folder'

const chat = (text: string) => ({
  messages: [
    { role: 'user', content: text },
    { role: 'assistant', content: text },
  ],
})
const plain = (text: string) => ({ text })
const lines = async (path: string) =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

describe('a run’s data', () => {
  it.each([
    ['conversations', chat],
    ['texts', plain],
  ])('says of %s where in the dataset each came from', async (_, make) => {
    const folder = await temporaryFolder()
    // Every third line is a row, the others cannot be used.
    const texts = Array.from({ length: 20 }, (_, place) => [JSON.stringify(make(`text ${place}`)), 'broken', ''].join('\n'))
    const dataset = await opened(folder, texts)
    await writeRunData(join(folder, 'data'), dataset, { fraction: 0.2, seed: 0 })
    const places = rowPlaces.parse(JSON.parse(await readFile(join(folder, 'data', 'rows.json'), 'utf8')))
    expect(places.dataset).toBe(join(folder, 'rows.jsonl'))
    expect([...places.train, ...places.valid, ...places.test].sort((a, b) => a - b)).toEqual(texts.map((_, place) => 3 * place))
    for (const part of ['train', 'valid', 'test'] as const) {
      const written = await lines(join(folder, 'data', `${part}.jsonl`))
      expect(written).toEqual(places[part].map((place) => make(`text ${place / 3}`)))
    }
  })

  it('says where in the dataset the rows are that were left out, where it is known', () => {
    const left = [
      { file: 'train', row: 1, reason: 'a' },
      { file: 'valid', row: 0, reason: 'b' },
      { file: 'valid', row: 9, reason: 'c' },
    ] as const
    const report = { skipped: left } as unknown as DataReport
    const placed = withPlaces(report, { train: [5, 8], valid: [2], test: [] })
    expect(placed.skipped.map(({ place }) => place)).toEqual([8, 2, undefined])
    expect(withPlaces(report, null).skipped).toEqual(left)
  })

  it('never has the same text on both sides', async () => {
    const folder = await temporaryFolder()
    const dataset = await opened(
      folder,
      Array.from({ length: 30 }, (_, place) => JSON.stringify(plain(`text ${place % 3}`))),
    )
    await writeRunData(join(folder, 'data'), dataset, { fraction: 0.1, seed: 0 })
    const texts = async (part: string) => new Set((await lines(join(folder, 'data', `${part}.jsonl`))).map(({ text }) => text))
    const [train, valid] = [await texts('train'), await texts('valid')]
    expect([...train].filter((text) => valid.has(text))).toEqual([])
    expect(valid.size).toBeGreaterThan(0)
  })

  it('refuses to learn only the answers of texts, which have none', () => {
    const [masked, whole] = [true, false].map((mask_prompt) => trainingConfig.parse({ mask_prompt }))
    expect(() => masked && checkMask('text', masked)).toThrow('plain text')
    for (const config of [masked, whole]) expect(() => config && checkMask('completions', config)).not.toThrow()
    expect(() => whole && checkMask('text', whole)).not.toThrow()
  })
})
