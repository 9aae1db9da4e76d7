import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { everyRow } from '../../electron/shared/dataset'
import { temporaryFolder } from '../unit/electron/core/temporary-folder'
import { hostProcess } from './host-process'

/** Bytes of a row that no parser would write in this way again. */
const rowOf = (at: number) =>
  `{"messages" : [ {"content":"Row ${at}. It is 1e400.","role":"user"},{"role":"assistant","content":"Row ${at}."} ],"n":12345678901234567890}`

async function rowsFile(path: string, count: number): Promise<string[]> {
  const rows = Array.from({ length: count }, (_, at) => rowOf(at))
  await writeFile(path, `${rows.join('\n')}\n`)
  return rows
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  return hash.digest('hex')
}

const hashOf = (rows: readonly string[]) =>
  createHash('sha256')
    .update(`${rows.join('\n')}\n`)
    .digest('hex')
const drafts = async (folder: string) => (await readdir(folder)).filter((name) => name.endsWith('.tmp'))

it('keeps what was typed until a second before it was killed', async () => {
  const [home, folder] = [await temporaryFolder(), await temporaryFolder()]
  const path = join(folder, 'rows.jsonl')
  const rows = await rowsFile(path, 50)
  const app = await hostProcess(home)
  const datasetId = await app.open(path)
  const ids = (await app.ask('dataset.ids', { datasetId, query: everyRow, offset: 0, limit: 50 })).ids
  for (const word of ['Rain', 'Rain fell', 'Rain fell.'])
    await app.ask('dataset.typeTurn', { datasetId, id: ids[7] ?? 0, turn: 1, text: word })
  await app.ask('dataset.remove', { datasetId, selection: { of: 'rows', ids: ids.slice(20, 30) } })
  await app.kill()
  expect(await readFile(path, 'utf8')).toBe(`${rows.join('\n')}\n`)

  const again = await hostProcess(home)
  const id = await again.open(path)
  const { rows: shown, total } = await again.ask('dataset.rows', { datasetId: id, query: everyRow, offset: 7, limit: 1 })
  expect([total, shown[0]?.rewrite]).toEqual([40, 'Rain fell.'])
  expect((await again.ask('dataset.undo', { datasetId: id })).label).toBe('Delete: 10 rows')
  expect((await again.ask('dataset.undo', { datasetId: id })).label).toBe('Edit row 8')
  await again.ask('dataset.redo', { datasetId: id })
  await again.ask('dataset.save', { datasetId: id, overwrite: false })
  const saved = rows.with(7, rows[7]?.replace('"Row 7."', '"Rain fell."') ?? '')
  expect(await sha256(path)).toBe(hashOf(saved))
})

it('leaves the old file with its edits noted, or the new one, wherever a save is cut off', async () => {
  const [home, folder] = [await temporaryFolder(), await temporaryFolder()]
  const path = join(folder, 'rows.jsonl')
  const rows = await rowsFile(path, 400_000)
  let held = hashOf(rows)
  let expected = rows
  const seen = new Set<string>()
  // The later it is killed, the more of the file is written; how long a save takes is measured by the first one.
  let length = 0
  for (let round = 0; round < 8; round += 1) {
    const app = await hostProcess(home)
    const datasetId = await app.open(path)
    const text = `Round ${round}.`
    const { id } = await app.ask('dataset.at', { datasetId, place: 3 })
    const typed = await app.ask('dataset.typeTurn', { datasetId, id: id ?? 0, turn: 1, text })
    expected = expected.with(3, typed.raw)
    const begun = performance.now()
    const saving = app.ask('dataset.save', { datasetId, overwrite: false }).then(
      () => 'saved',
      () => 'cut off',
    )
    if (round === 0) {
      await saving
      length = performance.now() - begun
    } else await setTimeout((length * round) / 7)
    await app.kill()
    await saving
    const now = await sha256(path)
    const whole = hashOf(expected)
    expect([held, whole]).toContain(now)
    seen.add(now === whole ? 'new' : 'old')
    held = now

    const again = await hostProcess(home)
    const opened = await again.open(path)
    const { rows: shown } = await again.ask('dataset.rows', { datasetId: opened, query: everyRow, offset: 3, limit: 1 })
    expect(shown[0]?.rewrite).toBe(text)
    await again.kill()
    expect(await drafts(folder)).toEqual([])
  }
  console.log(`A save took ${Math.round(length)} ms; cut off in between, the file was ${[...seen].join(' or ')}.`)
}, 300_000)

it('refuses to save a large file that was written over in its place, and says what can be done', async () => {
  const [home, folder] = [await temporaryFolder(), await temporaryFolder()]
  const path = join(folder, 'rows.jsonl')
  await rowsFile(path, 400_000)
  expect((await stat(path)).size).toBeGreaterThan(32 * 1024 * 1024)
  const app = await hostProcess(home)
  const datasetId = await app.open(path)
  const { id } = await app.ask('dataset.at', { datasetId, place: 3 })
  await app.ask('dataset.typeTurn', { datasetId, id: id ?? 0, turn: 1, text: 'Rain fell.' })
  const file = await open(path, 'r+')
  await file.write('X', 100)
  await file.close()
  const other = await sha256(path)
  for (const overwrite of [false, true])
    await expect(app.ask('dataset.save', { datasetId, overwrite })).rejects.toMatchObject({ failure: { code: 'file-changed' } })
  expect(await sha256(path)).toBe(other)
  const fresh = await app.ask('dataset.reload', { datasetId })
  expect(fresh.note).toMatch(/kept as/)
  expect(await readdir(join(home, 'datasets', datasetId))).toHaveLength(2)
})
