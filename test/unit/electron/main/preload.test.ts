// @vitest-environment node
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AppEvent, Studio } from '../../../../electron/shared/contract'
import { given, ipcRenderer, recorded, world } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

describe('the preload', () => {
  let studio: Studio<{ readonly name: string }>
  beforeAll(async () => {
    // The preload is the page's side of the type check; here it only runs.
    const preload: string = '../../../../electron/preload'
    await import(preload)
    const [name, exposed] = given('contextBridge.exposeInMainWorld')[0] ?? []
    expect(name).toBe('studio')
    studio = exposed as typeof studio
  })
  beforeEach(() => {
    recorded.length = 0
  })

  it('carries calls to main under their channel’s name', async () => {
    await studio.request('run.log', { runId: 'run-1' })
    expect(given('ipcRenderer.invoke')).toEqual([['studio:run.log', { runId: 'run-1' }]])
  })

  it('refuses paths from the page', async () => {
    expect(await studio.request('file.locate', { path: '/etc/passwd', purpose: 'dataset' })).toMatchObject({
      failure: { code: 'not-allowed' },
    })
    expect(given('ipcRenderer.invoke')).toEqual([])
  })

  it('turns a dropped file into its path, for main only', async () => {
    world.paths = { 'a.jsonl': '/data/a.jsonl' }
    await studio.locateDrop({ name: 'a.jsonl' })
    expect(given('ipcRenderer.invoke')).toEqual([['studio:file.locate', { path: '/data/a.jsonl', purpose: 'dataset' }]])
  })

  it('says so when what was dropped is no file on disk', async () => {
    expect(await studio.locateDrop({ name: 'from a page' })).toMatchObject({ failure: { code: 'file-unreadable' } })
  })

  it('answers with a failure when a call cannot be sent', async () => {
    const invoke = vi.spyOn(ipcRenderer, 'invoke').mockRejectedValueOnce(new Error('An object could not be cloned.'))
    expect(await studio.request('app.snapshot', {})).toMatchObject({ ok: false, failure: { code: 'internal' } })
    invoke.mockRestore()
  })

  it('hands events over until they are no longer wanted', () => {
    const heard: AppEvent[] = []
    const stop = studio.subscribe((events) => heard.push(...events))
    const event: AppEvent = { type: 'run.removed', runId: 'run-1' }
    ipcRenderer.emit('studio:events', {}, [event])
    stop()
    ipcRenderer.emit('studio:events', {}, [event])
    expect(heard).toEqual([event])
  })
})
