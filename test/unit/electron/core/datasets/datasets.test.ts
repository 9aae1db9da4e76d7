import { access, lstat, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { Datasets } from '../../../../../electron/core/datasets/datasets'
import { layoutOf } from '../../../../../electron/core/home'
import { keepUpload } from '../../../../../electron/core/uploads'
import type { AppEvent } from '../../../../../electron/shared/contract'
import { everyRow } from '../../../../../electron/shared/dataset'
import { rowAt } from '../row-at'
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
  await datasets.get(id).edits.type(await rowAt(datasets.get(id), 0), row('b'))
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
  await datasets.get(first.id).edits.type(await rowAt(datasets.get(first.id), 0), row('b'))
  expect((await datasets.openPath(file)).unsavedRows).toBe(1)
  expect(datasets.summaries()).toHaveLength(1)
})

it('opens the sample as a copy that may be mended', async () => {
  const { folder, datasets } = await given()
  const sample = await datasets.openSample()
  expect(sample).toMatchObject({ origin: 'sample', rows: 1 })
  await datasets.get(sample.id).edits.type(await rowAt(datasets.get(sample.id), 0), row('mended'))
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
  await datasets.get(id).edits.type(await rowAt(datasets.get(id), 0), row('c'))
  await rm(layout.datasets, { recursive: true })
  await datasets.get(id).edits.type(await rowAt(datasets.get(id), 1), row('d'))
  const later = anew()
  expect(await later.openPath(file)).toMatchObject({ id, unsavedRows: 2 })
  await later.save(id, false)
  expect(await readFile(file, 'utf8')).toBe(`${row('c')}\n${row('d')}\n`)
})

it('keeps what is typed while a save is under way, in its row and in the journal', async () => {
  const { folder, datasets, anew } = await given()
  const file = join(folder, 'file.jsonl')
  const rows = Array.from({ length: 12_000 }, (_, at) => row(`${at} ${'word '.repeat(100)}`))
  await writeFile(file, `${rows.join('\n')}\n`)
  const { id } = await datasets.openPath(file)
  const { edits, bench, data } = datasets.get(id)
  await data.facts()
  const names = await bench.ids(everyRow, 0, 10)
  const named = (place: number) => names[place] ?? -1
  await edits.remove({ of: 'rows', ids: [named(0)] })
  await edits.type(named(5), row('saved'))
  const saving = datasets.save(id, false)
  const typed = edits.type(named(7), row('typed meanwhile'))
  const read = bench.row(named(5))
  await Promise.all([saving, typed])
  expect((await read).raw).toBe(row('saved'))
  expect((await bench.row(named(7))).raw).toBe(row('typed meanwhile'))
  await edits.type(named(9), row('typed later'))
  expect(await bench.rows({ ...everyRow, edited: true }, 0, 9)).toMatchObject({ rows: [{ index: 6 }, { index: 8 }] })
  const later = anew()
  expect(await later.openPath(file)).toMatchObject({ unsavedRows: 2, note: null })
  await later.save(id, false)
  const saved = [...rows.slice(1, 5), row('saved'), rows[6], row('typed meanwhile'), rows[8], row('typed later'), ...rows.slice(10)]
  expect(await readFile(file, 'utf8')).toBe(`${saved.join('\n')}\n`)
})

it('types in no row of a file that was opened anew what was meant for one of before', async () => {
  const { folder, datasets } = await given()
  const file = join(folder, 'file.jsonl')
  await writeFile(file, `${row('a')}\n`)
  const before = await datasets.openPath(file)
  const name = await rowAt(datasets.get(before.id), 0)
  await writeFile(file, `${row('another')}\n`)
  const after = await datasets.reload(before.id)
  expect(after.epoch).not.toBe(before.epoch)
  await expect(datasets.get(after.id).edits.type(name, row('b'))).rejects.toMatchObject({ failure: { code: 'not-found' } })
  const first = await rowAt(datasets.get(after.id), 0)
  expect((await datasets.get(after.id).edits.type(first, row('b'))).raw).toBe(row('b'))
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
  await datasets.get(id).edits.type(await rowAt(datasets.get(id), 0), row('b'))
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
  await datasets.get(id).edits.type(await rowAt(datasets.get(id), 0), row('b'))
  await rm(disk, { recursive: true })
  await expect(datasets.save(id, true)).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
  await expect(access(disk)).rejects.toThrow('ENOENT')
  expect((await datasets.get(id).bench.row(await rowAt(datasets.get(id), 0))).raw).toBe(row('b'))
})

it('keeps what is open, with its edits, where the file to load anew is gone', async () => {
  const { folder, datasets } = await given()
  const file = join(folder, 'file.jsonl')
  await writeFile(file, `${row('a')}\n`)
  const { id } = await datasets.openPath(file)
  await datasets.get(id).edits.type(await rowAt(datasets.get(id), 0), row('b'))
  await rm(file)
  await expect(datasets.reload(id)).rejects.toMatchObject({ failure: { code: 'not-found' } })
  expect(datasets.summaries()).toMatchObject([{ id, unsavedRows: 1 }])
  await datasets.save(id, true)
  expect(await readFile(file, 'utf8')).toBe(`${row('b')}\n`)
})

it('saves where it is written in place of its own file, and loads another that it is written over', async () => {
  const { folder, datasets } = await given()
  const [file, other] = [join(folder, 'file.jsonl'), join(folder, 'other.jsonl')]
  await writeFile(file, `${row('a')}\n`)
  await writeFile(other, `${row('other')}\n`)
  const { id } = await datasets.openPath(file)
  const second = await datasets.openPath(other)
  await datasets.get(id).edits.type(await rowAt(datasets.get(id), 0), row('b'))
  expect(await datasets.saveAs(id, file)).toMatchObject({ id, unsavedRows: 0, changedOnDisk: false })
  expect(await readFile(file, 'utf8')).toBe(`${row('b')}\n`)
  const written = await datasets.saveAs(id, other)
  expect(written).toMatchObject({ id: second.id, unsavedRows: 0 })
  // Its own file, though that was taken away.
  await datasets.get(id).edits.type(await rowAt(datasets.get(id), 0), row('c'))
  await rm(file)
  expect(await datasets.saveAs(id, file)).toMatchObject({ id, unsavedRows: 0, changedOnDisk: false })
  expect(await readFile(file, 'utf8')).toBe(`${row('c')}\n`)
  await datasets.get(second.id).bench.lookAtDisk()
  expect(datasets.summaries().map(({ changedOnDisk }) => changedOnDisk)).toEqual([false, false])
  expect(await datasets.get(second.id).bench.rows(everyRow, 0, 9)).toMatchObject({ rows: [{ source: 'b' }] })
})
