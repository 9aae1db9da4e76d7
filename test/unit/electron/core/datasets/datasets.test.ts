import { access, lstat, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { Datasets } from '../../../../../electron/core/datasets/datasets'
import { layoutOf } from '../../../../../electron/core/home'
import { keepUpload } from '../../../../../electron/core/uploads'
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
  const layout = layoutOf(join(folder, 'home'))
  await mkdir(layout.datasets, { recursive: true })
  const parts = { layout, samples: join(folder, 'samples'), worker: null }
  const datasets = new Datasets({ ...parts, emit: (event) => events.push(event) })
  onTestFinished(() => datasets.closeAll())
  return { folder, layout, datasets, events, anew: () => new Datasets({ ...parts, emit: () => undefined }) }
}

it('writes through a link to the file it names', async () => {
  const { folder, datasets } = await given()
  const [file, link] = [join(folder, 'file.jsonl'), join(folder, 'link.jsonl')]
  await writeFile(file, `${row('a')}\n`)
  await symlink(file, link)
  const { id } = await datasets.openPath(link)
  await datasets.get(id).edits.type(0, row('b'))
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
  await datasets.get(first.id).edits.type(0, row('b'))
  expect((await datasets.openPath(file)).unsavedRows).toBe(1)
  expect(datasets.summaries()).toHaveLength(1)
})

it('opens the sample as a copy that may be mended', async () => {
  const { folder, datasets } = await given()
  const sample = await datasets.openSample()
  expect(sample).toMatchObject({ origin: 'sample', rows: 1 })
  await datasets.get(sample.id).edits.type(0, row('mended'))
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

it('keeps every edit when the journals are taken out of the home while a file is open', async () => {
  const { folder, layout, datasets, anew } = await given()
  const file = join(folder, 'file.jsonl')
  await writeFile(file, `${row('a')}\n${row('b')}\n`)
  const { id } = await datasets.openPath(file)
  await datasets.get(id).edits.type(0, row('c'))
  await rm(layout.datasets, { recursive: true })
  await datasets.get(id).edits.type(1, row('d'))
  const later = anew()
  expect(await later.openPath(file)).toMatchObject({ id, unsavedRows: 2 })
  await later.save(id, false)
  expect(await readFile(file, 'utf8')).toBe(`${row('c')}\n${row('d')}\n`)
})

it('opens the sample again, and saves an upload, whose folders were taken out of the home', async () => {
  const { layout, datasets } = await given()
  await datasets.openSample()
  await rm(layout.datasets, { recursive: true })
  expect(await datasets.openSample()).toMatchObject({ origin: 'sample', rows: 1 })
  async function* bytes() {
    yield Buffer.from(`${row('a')}\n`)
  }
  const path = await keepUpload(layout.uploads, 'dropped.jsonl', bytes())
  const { id } = await datasets.openPath(path)
  await datasets.get(id).edits.type(0, row('b'))
  await rm(layout.uploads, { recursive: true })
  await expect(datasets.save(id, false)).rejects.toMatchObject({ failure: { code: 'file-changed' } })
  await datasets.save(id, true)
  expect(await readFile(path, 'utf8')).toBe(`${row('b')}\n`)
})

it('does not make the folder of a person’s own file anew', async () => {
  const { folder, datasets } = await given()
  const disk = join(folder, 'disk')
  await mkdir(disk)
  await writeFile(join(disk, 'file.jsonl'), `${row('a')}\n`)
  const { id } = await datasets.openPath(join(disk, 'file.jsonl'))
  await datasets.get(id).edits.type(0, row('b'))
  await rm(disk, { recursive: true })
  await expect(datasets.save(id, true)).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
  await expect(access(disk)).rejects.toThrow('ENOENT')
  expect((await datasets.get(id).bench.row(0)).raw).toBe(row('b'))
})
