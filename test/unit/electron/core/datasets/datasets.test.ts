import { lstat, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { Datasets } from '../../../../../electron/core/datasets/datasets'
import { layoutOf } from '../../../../../electron/core/home'
import type { AppEvent } from '../../../../../electron/shared/contract'
import { temporaryFolder } from '../temporary-folder'

const row = (text: string) =>
  JSON.stringify({
    messages: [
      { role: 'user', content: text },
      { role: 'assistant', content: text },
    ],
  })

async function given() {
  const folder = await temporaryFolder()
  await mkdir(join(folder, 'samples'))
  await writeFile(join(folder, 'samples', 'coreference-train.jsonl'), `${row('sample')}\n`)
  const events: AppEvent[] = []
  const datasets = new Datasets(layoutOf(join(folder, 'home')), join(folder, 'samples'), (event) => events.push(event))
  return { folder, datasets, events }
}

it('writes through a link to the file it names', async () => {
  const { folder, datasets } = await given()
  const [file, link] = [join(folder, 'file.jsonl'), join(folder, 'link.jsonl')]
  await writeFile(file, `${row('a')}\n`)
  await symlink(file, link)
  const { id } = await datasets.openPath(link)
  await datasets.edit(id, 0, row('b'))
  await datasets.save(id, false)
  expect((await lstat(link)).isSymbolicLink()).toBe(true)
  expect(await readFile(file, 'utf8')).toBe(`${row('b')}\n`)
})

it('opens a file once, however often and by whatever name it is asked for', async () => {
  const { folder, datasets } = await given()
  const [file, link] = [join(folder, 'file.jsonl'), join(folder, 'link.jsonl')]
  await writeFile(file, `${row('a')}\n`)
  await symlink(file, link)
  const [first, second] = await Promise.all([datasets.openPath(file), datasets.openPath(link)])
  expect(second.id).toBe(first.id)
  await datasets.edit(first.id, 0, row('b'))
  expect((await datasets.openPath(file)).unsavedRows).toBe(1)
  expect(datasets.summaries()).toHaveLength(1)
})

it('opens the sample as a copy that may be mended', async () => {
  const { folder, datasets } = await given()
  const sample = await datasets.openSample()
  expect(sample).toMatchObject({ origin: 'sample', rows: 1 })
  await datasets.edit(sample.id, 0, row('mended'))
  await datasets.save(sample.id, false)
  expect(await readFile(join(folder, 'samples', 'coreference-train.jsonl'), 'utf8')).toBe(`${row('sample')}\n`)
})

it('tries again to open what could not be opened', async () => {
  const { folder, datasets } = await given()
  const file = join(folder, 'file.jsonl')
  await writeFile(file, '')
  await expect(datasets.openPath(file)).rejects.toMatchObject({ failure: { code: 'file-empty' } })
  await writeFile(file, `${row('a')}\n`)
  expect(await datasets.openPath(file)).toMatchObject({ rows: 1 })
})
