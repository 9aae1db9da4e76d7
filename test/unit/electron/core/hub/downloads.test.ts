import { mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { lookAt } from '../../../../../electron/core/hub/looking'
import type { AppEvent } from '../../../../../electron/shared/contract'
import { openStudio } from '../../../../faults/studio'
import { publishDemoModel, startLocalHub } from '../../../../hub/local-hub'
import { temporaryFolder } from '../temporary-folder'

const repo = 'acme/small-world'
const never = new AbortController().signal

async function given(settings: Readonly<Record<string, unknown>> = {}) {
  const folder = await temporaryFolder()
  const hub = await startLocalHub(join(folder, 'hub'))
  onTestFinished(hub.close)
  await publishDemoModel(hub, repo, settings)
  const cache = join(folder, 'cache')
  const home = join(folder, 'home')
  const open = async () => {
    const studio = await openStudio(home, {
      modelPlaces: { hub: cache, lmStudio: [] },
      hub: { address: hub.address, token: null, loginFile: null },
    })
    const events: AppEvent[] = []
    studio.subscribe((batch) => events.push(...batch))
    return { ...studio, events }
  }
  const partial = async () => (await readdir(cache, { recursive: true }).catch(() => [])).filter((name) => name.endsWith('.incomplete'))
  return { hub, cache, home, open, partial }
}

/** Waits until a download is as told. */
async function until(
  studio: Pick<Awaited<ReturnType<Awaited<ReturnType<typeof given>>['open']>>, 'services'>,
  state: string,
  done = 0,
): Promise<void> {
  const stands = () => studio.services.downloads.list().some((one) => one.state === state && one.done >= done)
  while (!stands()) await new Promise((resolve) => setTimeout(resolve, 20))
}

describe('a download', () => {
  it('brings a model that can be chosen, and leaves the list', async () => {
    const { open } = await given()
    const studio = await open()
    const { id } = await studio.services.downloads.start(repo, null)
    const model = await studio.services.downloads.whole(id)
    expect(model).toMatchObject({ ref: { kind: 'hub', repo }, architecture: 'llama', supported: true, trouble: null })
    expect(studio.services.downloads.list()).toEqual([])
    expect(await studio.services.models.find({ kind: 'hub', repo })).not.toBeNull()
    studio.flushEvents()
    expect(studio.events).toContainEqual({ type: 'download.ended', id, repo, model: { kind: 'hub', repo } })
    const told = studio.events.flatMap((event) => (event.type === 'download.changed' ? [event.download] : []))
    expect(told.some(({ state }) => state === 'checking')).toBe(true)
    expect(told.at(-1)?.done).toBe(told.at(-1)?.total)
    expect(told.at(-1)?.files.map(({ name }) => name)).toContain('config.json')
  })

  it('is paused, and gone on with by the next app where this one left it', async () => {
    const { hub, open, partial } = await given()
    const weights = (await stat(join(hub.folder, repo, 'model.safetensors'))).size
    await hub.goWrong({ match: 'GET .*model.safetensors$', kind: 'slow', value: 2_000_000 })
    const first = await open()
    const { id } = await first.services.downloads.start(repo, null)
    await until(first, 'fetching', weights / 3)
    await first.services.downloads.pause(id)
    expect(first.services.downloads.list()).toMatchObject([{ id, repo, state: 'paused', failure: null, bytesPerSecond: null }])
    expect(await partial()).toHaveLength(1)
    await first.close()

    const second = await open()
    const [waiting] = second.services.downloads.list()
    expect(waiting).toMatchObject({ id, repo, state: 'paused' })
    expect(waiting?.done).toBeGreaterThan(0)
    await second.services.downloads.continue(id)
    await second.services.downloads.whole(id)
    const ranges = (await hub.log()).filter(({ path }) => path.endsWith('model.safetensors')).map(({ range }) => range)
    expect(ranges).toHaveLength(2)
    expect(ranges[1]).toMatch(/^bytes=[1-9]\d*-$/)
    expect(await partial()).toEqual([])
  })

  it('is paused by closing the app, and keeps what came', async () => {
    const { hub, open, partial } = await given()
    await hub.goWrong({ match: 'GET .*model.safetensors$', kind: 'slow', value: 1_000_000 })
    const first = await open()
    await first.services.downloads.start(repo, null)
    await until(first, 'fetching', 1_000_000)
    await first.close()
    expect(await partial()).toHaveLength(1)
    expect((await open()).services.downloads.list()).toMatchObject([{ repo, state: 'paused' }])
  })

  it('that is asked for twice is one', async () => {
    const { open } = await given()
    const { services } = await open()
    const [first, second] = await Promise.all([services.downloads.start(repo, null), services.downloads.start(repo, null)])
    expect(second.id).toBe(first.id)
    await services.downloads.whole(first.id)
  })

  it('goes one after the other', async () => {
    const { hub, open } = await given()
    await publishDemoModel(hub, 'acme/another')
    await hub.goWrong({ match: 'GET .*small-world.*model.safetensors$', kind: 'slow', value: 2_000_000 })
    const studio = await open()
    const [first, second] = [await studio.services.downloads.start(repo, null), await studio.services.downloads.start('acme/another', null)]
    await until(studio, 'fetching', 1)
    expect(studio.services.downloads.list().map(({ state }) => state)).toEqual(['waiting', expect.stringMatching(/fetching|checking/)])
    await Promise.all([studio.services.downloads.whole(first.id), studio.services.downloads.whole(second.id)])
    expect(studio.services.downloads.list()).toEqual([])
  })

  it('is taken out with what came of it', async () => {
    const { hub, open, partial, cache } = await given()
    await hub.goWrong({ match: 'GET .*model.safetensors$', kind: 'slow', value: 1_000_000 })
    const studio = await open()
    const { id } = await studio.services.downloads.start(repo, null)
    await until(studio, 'fetching', 1)
    await studio.services.downloads.remove(id)
    expect(studio.services.downloads.list()).toEqual([])
    expect(await partial()).toEqual([])
    expect(await readdir(join(cache, 'models--acme--small-world'))).not.toContain('snapshots')
    expect(await readdir(join(cache, 'models--acme--small-world', 'blobs'))).toEqual([])
    await expect(studio.services.downloads.continue(id)).rejects.toMatchObject({ failure: { code: 'not-found' } })
    studio.flushEvents()
    expect(studio.events).toContainEqual({ type: 'download.ended', id, repo, model: null })
  })

  it('is taken out without what belongs to a version that is here', async () => {
    const { hub, open, cache } = await given()
    const studio = await open()
    await studio.services.downloads.whole((await studio.services.downloads.start(repo, null)).id)
    await writeFile(join(hub.folder, repo, 'model.safetensors'), Buffer.alloc(4_000_000))
    await hub.goWrong({ match: 'GET .*model.safetensors$', kind: 'slow', value: 1_000_000 })
    const { id } = await studio.services.downloads.start(repo, null)
    await until(studio, 'fetching', 1)
    await studio.services.downloads.remove(id)
    expect(await studio.services.models.find({ kind: 'hub', repo })).toMatchObject({ trouble: null })
    const blobs = join(cache, 'models--acme--small-world', 'blobs')
    const [snapshot = ''] = await readdir(join(blobs, '..', 'snapshots'))
    expect(await readdir(blobs)).toHaveLength((await readdir(join(blobs, '..', 'snapshots', snapshot))).length)
  })

  it('is gone on with also by whoever asks while it comes to rest, or is taken out', async () => {
    const { hub, open } = await given()
    await hub.goWrong({ match: 'GET .*model.safetensors$', kind: 'slow', value: 1_000_000, times: 2 })
    const { services } = await open()
    const { downloads } = services
    const { id } = await downloads.start(repo, null)
    await until({ services }, 'fetching', 1)
    const paused = downloads.pause(id)
    await downloads.continue(id)
    await paused
    expect(downloads.list()).toMatchObject([{ id, state: expect.stringMatching(/waiting|fetching/) }])
    const removed = downloads.remove(id)
    const again = await downloads.start(repo, null)
    await removed
    expect(again.id).not.toBe(id)
    await expect(downloads.whole(again.id)).resolves.toMatchObject({ ref: { repo } })
  })

  it('does not begin in an app that is being closed', async () => {
    const { hub, open } = await given()
    const studio = await open()
    const closing = studio.close()
    await expect(studio.services.downloads.start(repo, null)).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    await closing
    expect(await hub.log()).toEqual([])
  })

  it('that cannot be written down does not begin, and one that cannot be taken out stays', async () => {
    const { home, open, hub } = await given({ gated: 'auto' })
    const { services, handlers } = await open()
    const list = join(home, 'downloads.json')
    await mkdir(join(list, 'in-the-way'), { recursive: true })
    await expect(services.downloads.start(repo, null)).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
    expect(services.downloads.list()).toEqual([])
    await rm(list, { recursive: true })
    const { id } = await services.downloads.start(repo, null)
    await services.downloads.whole(id).catch(() => undefined)
    await rm(list)
    await mkdir(join(list, 'in-the-way'), { recursive: true })
    await expect(services.downloads.remove(id)).rejects.toMatchObject({ failure: { code: 'file-not-written' } })
    expect(services.downloads.list()).toMatchObject([{ id }])
    await rm(list, { recursive: true })
    await handlers['download.remove']({ id })
    expect(services.downloads.list()).toEqual([])
    expect((await hub.log()).length).toBeGreaterThan(0)
  })

  it('is known with what has come to an app that comes after a crash', async () => {
    const { home, hub, open } = await given()
    await hub.goWrong({ match: 'GET .*model.safetensors$', kind: 'slow', value: 1_000_000 })
    const studio = await open()
    await studio.services.downloads.start(repo, null)
    await until(studio, 'fetching', 1)
    const written = async () => JSON.parse(await readFile(join(home, 'downloads.json'), 'utf8')).downloads[0].files
    while ((await written()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20))
    expect((await written()).map(({ name }: { name: string }) => name)).toContain('model.safetensors')
  })

  it('says that the Hub is asked when it is, and not that it waits', async () => {
    const { hub, open } = await given()
    await hub.goWrong({ match: '/api/models/', kind: 'silence', value: 60 })
    const studio = await open()
    const { id } = await studio.services.downloads.start(repo, null)
    await until(studio, 'fetching')
    expect(studio.services.downloads.list()).toMatchObject([{ id, total: 0 }])
    await studio.services.downloads.pause(id)
    expect((await hub.log()).map(({ method }) => method)).not.toContain('SILENCE OVER')
  })

  it('that fails says why, and is gone on with when the reason is gone', async () => {
    const { hub, open } = await given({ gated: 'auto' })
    const studio = await open()
    const { id } = await studio.services.downloads.start(repo, null)
    await expect(studio.services.downloads.whole(id)).rejects.toMatchObject({ failure: { code: 'hub-gated' } })
    const failure = { code: 'hub-gated', message: `${repo} is given only to people who accepted its terms.` }
    expect(studio.services.downloads.list()).toMatchObject([{ id, state: 'failed', failure }])
    await studio.handlers['hub.keepToken']({ token: 'hf_let_in' })
    await studio.services.downloads.continue(id)
    await studio.services.downloads.whole(id)
    expect(await readFile(join(hub.folder, repo, 'config.json'), 'utf8')).toContain('llama')
  })

  it('of a model that is refused says what is wrong with it', async () => {
    const { hub, open } = await given()
    await truncate(join(hub.folder, repo, 'model.safetensors'), 1000)
    const studio = await open()
    const { id } = await studio.services.downloads.start(repo, null)
    await expect(studio.services.downloads.whole(id)).rejects.toMatchObject({ failure: { code: 'model-invalid' } })
    expect(studio.services.downloads.list()).toMatchObject([{ state: 'failed', failure: { code: 'model-invalid' } }])
    expect(await studio.services.models.find({ kind: 'hub', repo })).toBeNull()
  })

  it('asks nothing of the network offline', async () => {
    const { hub, open } = await given()
    const studio = await open()
    await studio.handlers['settings.change']({ offline: true })
    await expect(studio.services.downloads.start(repo, null)).rejects.toMatchObject({ failure: { code: 'offline' } })
    await expect(lookAt(repo, studio.services.looking, never)).rejects.toMatchObject({ failure: { code: 'offline' } })
    expect(await hub.log()).toEqual([])
  })

  it('and a look end when the app is set to stay off the network', async () => {
    const { hub, open } = await given()
    await publishDemoModel(hub, 'acme/another')
    await hub.goWrong(
      { match: 'GET .*model.safetensors$', kind: 'slow', value: 500_000 },
      { match: '/api/models/acme/another', kind: 'silence', value: 60 },
    )
    const studio = await open()
    await studio.services.downloads.start(repo, null)
    const look = lookAt('acme/another', studio.services.looking, never)
    const ended = expect(look).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    await until(studio, 'fetching', 1)
    await studio.handlers['settings.change']({ offline: true })
    await ended
    await until(studio, 'paused', 1)
  })

  it('that was begun at a mirror is not gone on with elsewhere', async () => {
    const { hub, open } = await given()
    await hub.goWrong({ match: 'GET .*model.safetensors$', kind: 'status', value: 500, times: 99 })
    const studio = await open()
    const { id } = await studio.services.downloads.start(repo, null)
    await studio.services.downloads.whole(id).catch(() => undefined)
    await studio.handlers['settings.change']({ hubAddress: 'https://mirror.example.org' })
    await expect(studio.services.downloads.continue(id)).rejects.toMatchObject({
      failure: { code: 'not-allowed', message: expect.stringContaining(hub.host) },
    })
  })
})

describe('a look', () => {
  it('tells what would come, under which licence, and whether it fits', async () => {
    const { hub, open } = await given({ license: 'mit', gated: false })
    const studio = await open()
    const looked = await lookAt(repo, studio.services.looking, never)
    expect(looked).toMatchObject({ repo, host: hub.host, licence: 'mit', gated: false, architecture: 'llama', trouble: null, here: 0 })
    expect(looked.bytes).toBe(looked.files.reduce((sum, { bytes }) => sum + bytes, 0))
    const { id } = await studio.services.downloads.start(repo, looked.revision)
    const model = await studio.services.downloads.whole(id)
    expect(looked.memory?.run.bytes).toBe(model.memory?.run.bytes)
    expect(looked.memory?.train.bytes).toBe(model.memory?.train.bytes)
    expect((await lookAt(repo, studio.services.looking, never)).here).toBe(looked.bytes)
  })

  it('refuses before anything comes what asks for code or is not known', async () => {
    const { hub, open } = await given()
    const file = join(hub.folder, repo, 'config.json')
    const config = JSON.parse(await readFile(file, 'utf8'))
    const studio = await open()
    await writeFile(file, JSON.stringify({ ...config, auto_map: { AutoModel: 'modeling.Model' } }))
    expect(await lookAt(repo, studio.services.looking, never)).toMatchObject({ trouble: expect.stringContaining('auto_map'), memory: null })
    await writeFile(file, JSON.stringify({ ...config, model_type: 'never-heard-of' }))
    expect(await lookAt(repo, studio.services.looking, never)).toMatchObject({
      trouble: expect.stringContaining('never-heard-of'),
      memory: null,
    })
  })
})
