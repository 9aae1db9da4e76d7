import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OpenAntecedent } from '../../../../../electron/core/antecedent'
import { lmStudioFolder, lmStudioNote } from '../../../../../electron/core/exporting/lm-studio'
import type { AppEvent } from '../../../../../electron/shared/contract'
import type { PackedBits } from '../../../../../electron/shared/exporting'
import type { Run } from '../../../../../electron/shared/run'
import { keptFolder, temporaryFolder } from '../temporary-folder'
import { trainedRun } from './trained-run'

it('finds LM Studio’s folder of now, else the one before it, else none', async () => {
  const folder = await temporaryFolder()
  const places = [join(folder, '.lmstudio', 'models'), join(folder, '.cache', 'lm-studio', 'models')] as const
  expect(await lmStudioFolder(places)).toBeNull()
  await mkdir(places[1], { recursive: true })
  expect(await lmStudioFolder(places)).toBe(places[1])
  await mkdir(places[0], { recursive: true })
  expect(await lmStudioFolder(places)).toBe(places[0])
})

it('says what is still to be done only where LM Studio does not look', () => {
  expect(lmStudioNote('/lm/models/', 'a', ['/lm/models'])).toBeNull()
  expect(lmStudioNote('/elsewhere', 'a', ['/lm/models'])).toContain('antecedent/a')
})

describe('a run of the demo model, with the real sidecar', () => {
  let home: string
  let models: string
  let studio: OpenAntecedent
  let run: Run
  const heard: AppEvent[] = []

  const exported = (folder: string, name: string, bits: PackedBits | null = null, signal = new AbortController().signal) =>
    studio.services.exporting.export({ runId: run.id, format: 'lm-studio', folder, name, bits }, signal)
  const listed = async () =>
    (await studio.services.models.list()).filter(({ source }) => source === 'lm-studio').map(({ name, ref }) => ({ name, kind: ref.kind }))

  beforeAll(async () => {
    home = await keptFolder()
    models = join(home, 'lm', 'models')
    await mkdir(models, { recursive: true })
    ;({ studio, run } = await trainedRun(home, { hub: join(home, 'no-hub'), lmStudio: [models] }))
    studio.subscribe((events) => heard.push(...events))
  })
  afterAll(() => studio.close())

  it('leaves no publisher behind where nothing came of it', async () => {
    const stop = new AbortController()
    const making = exported(models, 'cancelled', null, stop.signal)
    stop.abort()
    await expect(making).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    expect(await readdir(models)).toEqual([])
  })

  it('goes under its publisher into LM Studio’s folder, and is in the list of models here', async () => {
    expect(await studio.handlers['export.locateLmStudio']({})).toMatchObject({ folder: { name: 'models' } })
    const result = await exported(models, 'a-run')
    expect(result).toMatchObject({ path: join(models, 'antecedent', 'a-run'), certificate: { rows: 4, same: 4 }, notes: [] })
    expect(result.commands[0]).toEqual({ label: 'LM Studio', command: 'lms load antecedent/a-run --identifier a-run -y' })
    expect(await readdir(join(models, 'antecedent'))).toEqual(['a-run'])
    const card = await readFile(join(result.path, 'README.md'), 'utf8')
    expect(card).toContain('lms load antecedent/a-run')
    expect(card).not.toContain(home)
    expect(await listed()).toEqual([{ name: 'antecedent/a-run', kind: 'folder' }])
    studio.flushEvents()
    const told = heard.flatMap((event) => (event.type === 'models.changed' ? [event.models.map(({ name }) => name)] : []))
    expect(told.at(-1)).toContain('antecedent/a-run')
  })

  it('is packed on purpose, beside what is there already, which is never overwritten', async () => {
    expect(await exported(models, 'packed', 8)).toMatchObject({ bits: 8, path: join(models, 'antecedent', 'packed') })
    await expect(exported(models, 'packed')).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
    expect((await listed()).map(({ name }) => name)).toEqual(['antecedent/a-run', 'antecedent/packed'])
  })

  it('is laid out in the same way elsewhere, with what is still to be done', async () => {
    const elsewhere = join(home, 'elsewhere')
    await mkdir(elsewhere)
    const { path, notes } = await exported(elsewhere, 'a-run')
    expect(path).toBe(join(elsewhere, 'antecedent', 'a-run'))
    expect(notes).toEqual([expect.stringContaining('antecedent/a-run lies in its models folder')])
    await expect(exported(join(home, 'nowhere'), 'a-run')).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
  })
})
