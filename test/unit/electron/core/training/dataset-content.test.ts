import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { OpenDataset } from '../../../../../electron/core/datasets/open-dataset'
import { ContentChanged, DatasetContent } from '../../../../../electron/core/training/dataset-content'
import { divide } from '../../../../../electron/core/training/run-data'
import { temporaryFolder } from '../temporary-folder'

const text = (words: string) => JSON.stringify({ text: words })

async function opened(lines: readonly string[]): Promise<OpenDataset> {
  const folder = await temporaryFolder()
  const path = join(folder, 'rows.jsonl')
  await writeFile(path, `${lines.join('\n')}\n`)
  return OpenDataset.open({ id: 'd-1', name: 'rows.jsonl', origin: 'file', path, journal: join(folder, 'journal.jsonl') })
}

it('divides a dataset as a run does', async () => {
  const dataset = await opened([text('a'), 'broken', text('b'), text('c'), text('d'), text('e')])
  const { indexes, parts } = await new DatasetContent(dataset).divided(0.2, 5)
  const data = divide([...dataset.usable()], dataset.template, 0.2, 5)
  expect(indexes).toEqual([0, 2, 3, 4, 5])
  for (const part of ['train', 'valid', 'test'] as const) {
    expect(parts[part].map((place) => indexes[place])).toEqual(data[part].map(({ index }) => index))
  }
})

it('does not take the rows of one moment for those of another', async () => {
  const dataset = await opened([text('a'), text('b')])
  const before = new DatasetContent(dataset)
  await dataset.edit(0, text('c'))
  await expect(before.rows()).rejects.toBeInstanceOf(ContentChanged)
  expect(await new DatasetContent(dataset).rows()).toEqual([
    { index: 0, text: 'c' },
    { index: 1, text: 'b' },
  ])
})
