// @vitest-environment node
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { collectOpenedFiles, createFileInbox } from '../../../../electron/main/open-file'
import type { Places } from '../../../../electron/main/places'
import { start } from '../../../../electron/main/start'
import { builtPage } from '../web/visitor'
import { app, BrowserWindow, callMain, fetchPage, forget, given, preventable } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

describe('the started app', () => {
  let folder: string
  let places: Places
  let page: Awaited<ReturnType<typeof builtPage>>
  const logged: unknown[] = []

  /** A call from the window's own page. */
  const call = (name: string, input: unknown) => {
    const [window] = BrowserWindow.all
    return callMain(name, { sender: window?.webContents, senderFrame: window?.webContents.mainFrame }, input)
  }
  const left = () => given('app left').length

  beforeEach(async () => {
    forget()
    folder = await mkdtemp(join(tmpdir(), 'antecedent-start-'))
    page = await builtPage()
    places = {
      home: join(folder, 'home'),
      assets: resolve('assets'),
      python: join(folder, 'no-python'),
      sidecar: resolve('python-sidecar'),
      renderer: page.rendererDir,
      preload: join(folder, 'preload.cjs'),
      datasetWorker: join(folder, 'dataset-worker.js'),
      updateConfig: join(folder, 'app-update.yml'),
    }
  })
  afterEach(async () => {
    app.quit()
    await expect.poll(left).toBeGreaterThan(0)
    await page.remove()
    await rm(folder, { recursive: true, force: true })
  })

  it('shows its page and answers it', async () => {
    await start(places, createFileInbox(), (error) => logged.push(error))
    expect(given('window.loadURL')).toEqual([['app://antecedent/']])
    expect(fetchPage('app://antecedent/')?.status).toBe(200)
    expect(await call('studio:app.snapshot', {})).toMatchObject({
      ok: true,
      value: { host: 'electron', version: '0.1.0', home: places.home },
    })
    expect(given('Menu.setApplicationMenu')).toHaveLength(1)
    expect(given('app.setAboutPanelOptions')).toMatchObject([[{ applicationName: 'Antecedent', applicationVersion: '0.1.0' }]])
  })

  it('comes back to the screen and the dataset of last time, and remembers where it goes', async () => {
    const dataset = join(folder, 'chats.jsonl')
    await writeFile(dataset, '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hi"}]}\n')
    await mkdir(places.home, { recursive: true })
    const kept = join(places.home, 'window.json')
    await writeFile(kept, JSON.stringify({ fragment: '#train/run-1', dataset }))
    await start({ ...places, datasetWorker: resolve('no-worker.js') }, createFileInbox(), (error) => logged.push(error))
    expect(given('window.loadURL')).toEqual([['app://antecedent/#train/run-1']])
    BrowserWindow.all[0]?.webContents.emit('did-navigate-in-page', preventable(), 'app://antecedent/#resolve', true)
    await expect.poll(() => readFile(kept, 'utf8')).toBe(`${JSON.stringify({ fragment: '#resolve', dataset })}\n`)
  })

  it('opens nothing of its own home, whoever asks', async () => {
    await start(places, createFileInbox(), (error) => logged.push(error))
    await writeFile(join(places.home, 'keys.json'), '{}')
    const locate = (path: string) => call('studio:file.locate', { path, purpose: 'dataset' })
    expect(await locate(join(places.home, 'keys.json'))).toMatchObject({ ok: false, failure: { code: 'not-allowed' } })
    expect(await locate(`${join(places.home, 'keys.json')} `)).toMatchObject({ ok: false, failure: { code: 'not-found' } })
  })

  it('makes the menu anew when what it shows was set', async () => {
    await start(places, createFileInbox(), (error) => logged.push(error))
    expect(await call('studio:settings.change', { updateChannel: 'beta' })).toMatchObject({ ok: true })
    await expect.poll(() => given('Menu.setApplicationMenu').length).toBe(2)
  })

  it('hands a file that was opened before it was ready to the page, as a handle, once the page is there', async () => {
    const path = join(folder, 'chats.jsonl')
    await writeFile(path, '{"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":"Hi"}]}\n')
    const inbox = createFileInbox()
    collectOpenedFiles(inbox)
    app.emit('open-file', preventable(), path)
    await start(places, inbox, (error) => logged.push(error))
    await expect.poll(() => given('app.addRecentDocument')).toEqual([[path]])
    expect(given('webContents.send')).toEqual([])
    await call('studio:app.snapshot', {})
    await expect.poll(() => given('webContents.send')).toHaveLength(1)
    const [, events] = given('webContents.send')[0] ?? []
    expect(events).toMatchObject([{ type: 'file.opened', file: { name: 'chats.jsonl' } }])
  })

  it('remembers a dropped dataset among the recent ones', async () => {
    const path = join(folder, 'dropped.jsonl')
    await writeFile(path, '{}\n')
    await start(places, createFileInbox(), (error) => logged.push(error))
    expect(await call('studio:file.locate', { path, purpose: 'dataset' })).toMatchObject({ ok: true, value: { name: 'dropped.jsonl' } })
    expect(given('app.addRecentDocument')).toEqual([[path]])
  })

  it('takes a training configuration for one, which is no recent dataset', async () => {
    const path = join(folder, 'training_config.yml')
    await writeFile(path, 'batch_size: 2\n')
    const inbox = createFileInbox()
    await start(places, inbox, (error) => logged.push(error))
    await call('studio:app.snapshot', {})
    inbox.receive(path)
    const sent = () => given('webContents.send').flatMap(([, events]) => events)
    await expect.poll(sent).toMatchObject([{ type: 'file.opened', file: { name: 'training_config.yml' } }])
    expect(given('app.addRecentDocument')).toEqual([])
  })

  it('says so when an opened file cannot be read', async () => {
    const inbox = createFileInbox()
    inbox.receive(join(folder, 'gone.jsonl'))
    await start(places, inbox, (error) => logged.push(error))
    await expect.poll(() => given('dialog.showErrorBox').length).toBe(1)
  })

  it('lets go of its home when it quits', async () => {
    await start(places, createFileInbox(), (error) => logged.push(error))
    app.quit()
    await expect.poll(left).toBe(1)
    forget()
    await start(places, createFileInbox(), (error) => logged.push(error))
    expect(BrowserWindow.all).toHaveLength(1)
  })
})
