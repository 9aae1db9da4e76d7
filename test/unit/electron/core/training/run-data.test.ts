import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { UsableRow } from '../../../../../electron/core/datasets/open-dataset'
import { checkMask, divide, rowPlaces, withPlaces, writeRunData } from '../../../../../electron/core/training/run-data'
import { type DataReport, trainingConfig } from '../../../../../electron/shared/training'
import { temporaryFolder } from '../temporary-folder'

const template = { system: null, before: '' }
const chat = (index: number, text: string): UsableRow => ({
  index,
  messages: [
    { role: 'user', content: text },
    { role: 'assistant', content: text },
  ],
})
const plain = (index: number, text: string): UsableRow => ({ index, text })
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
    const rows = Array.from({ length: 20 }, (_, place) => make(place * 3, `text ${place}`))
    await writeRunData(folder, divide(rows, template, 0.2, 0), '/rows.jsonl')
    const places = rowPlaces.parse(JSON.parse(await readFile(join(folder, 'rows.json'), 'utf8')))
    expect([...places.train, ...places.valid, ...places.test].sort((a, b) => a - b)).toEqual(rows.map(({ index }) => index))
    for (const part of ['train', 'valid', 'test'] as const) {
      const { index: _, ...content } = make(places[part][0] ?? 0, `text ${(places[part][0] ?? 0) / 3}`)
      const written = await lines(join(folder, `${part}.jsonl`))
      expect(written).toHaveLength(places[part].length)
      expect(written[0]).toEqual(content)
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

  it('never has the same text on both sides', () => {
    const rows = Array.from({ length: 30 }, (_, place) => plain(place, `text ${place % 3}`))
    const { train, valid } = divide(rows, template, 0.1, 0)
    const texts = (part: readonly UsableRow[]) => new Set(part.map((row) => ('text' in row ? row.text : '')))
    expect([...texts(train)].filter((text) => texts(valid).has(text))).toEqual([])
  })

  it('refuses to learn only the answers of texts, which have none', () => {
    const [masked, whole] = [true, false].map((mask_prompt) => trainingConfig.parse({ mask_prompt }))
    expect(() => masked && checkMask('text', masked)).toThrow('plain text')
    for (const config of [masked, whole]) expect(() => config && checkMask('completions', config)).not.toThrow()
    expect(() => whole && checkMask('text', whole)).not.toThrow()
  })
})
