// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { mayRevive, openWindow, type WindowOptions, windowOptions } from '../../../../electron/main/window'
import { BrowserWindow, forget, given, nativeTheme, preventable, world } from './electron-stand-in'

vi.mock('electron', () => import('./electron-stand-in'))

describe('the window', () => {
  let isQuitting: boolean
  const logged: unknown[] = []
  const visited: string[] = []
  const options: WindowOptions = {
    preload: '/app/preload.cjs',
    mac: true,
    isPackaged: true,
    isQuitting: () => isQuitting,
    log: (error) => logged.push(error),
    fragment: '',
    went: (address) => visited.push(address),
  }
  const open = (more: Partial<WindowOptions> = {}) => {
    openWindow({ ...options, ...more })
    const [window] = BrowserWindow.all
    if (window === undefined) throw new Error('No window was made.')
    return window
  }
  beforeEach(() => {
    forget()
    isQuitting = false
    logged.length = 0
    visited.length = 0
  })

  it('has everything off that its page does not need, and nothing on that is not named here', () => {
    expect(windowOptions(options, false).webPreferences).toEqual({
      preload: '/app/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    })
  })

  it('comes back where it was', () => {
    expect(windowOptions(options, false)).toMatchObject({ name: 'main', windowStatePersistence: true })
  })

  it('has the Mac’s title bar on a Mac only', () => {
    expect(windowOptions(options, false).titleBarStyle).toBe('hiddenInset')
    expect(windowOptions({ ...options, mac: false }, false).titleBarStyle).toBe('default')
  })

  it('opens at its own address, in the theme’s colour, and follows the theme', () => {
    world.dark = true
    const window = open()
    expect(given('window.loadURL')).toEqual([['app://antecedent/']])
    expect(window.options.backgroundColor).toBe('#1d1d1f')
    world.dark = false
    nativeTheme.emit('updated')
    window.emit('closed')
    nativeTheme.emit('updated')
    expect(given('window.setBackgroundColor')).toEqual([['#ffffff']])
  })

  it('opens where the page was, and hears where it goes', () => {
    const { webContents } = open({ fragment: '#train/run-1' })
    expect(given('window.loadURL')).toEqual([['app://antecedent/#train/run-1']])
    webContents.emit('did-navigate-in-page', preventable(), 'app://antecedent/#resolve', true)
    webContents.emit('did-navigate-in-page', preventable(), 'app://antecedent/#export', false)
    expect(visited).toEqual(['app://antecedent/#resolve'])
  })

  it('is hidden on a Mac when it is closed, and gone when the app quits', () => {
    const window = open()
    const closing = preventable()
    window.emit('close', closing)
    expect([closing.defaultPrevented, given('window.hide').length]).toEqual([true, 1])
    isQuitting = true
    const leaving = preventable()
    window.emit('close', leaving)
    expect(leaving.defaultPrevented).toBe(false)
  })

  it('leaves the full screen before it is hidden', () => {
    const window = open()
    window.fullScreen = true
    window.emit('close', preventable())
    expect([given('window.setFullScreen'), given('window.hide')]).toEqual([[[false]], []])
    window.emit('leave-full-screen')
    expect(given('window.hide')).toHaveLength(1)
  })

  it('closes for good elsewhere', () => {
    const closing = preventable()
    open({ mac: false }).emit('close', closing)
    expect(closing.defaultPrevented).toBe(false)
  })

  it('is loaded again after its process crashed, once', () => {
    const { webContents } = open()
    webContents.emit('render-process-gone', preventable(), { reason: 'crashed', exitCode: 11 })
    webContents.emit('render-process-gone', preventable(), { reason: 'crashed', exitCode: 11 })
    expect([given('webContents.reload').length, logged.length]).toEqual([1, 2])
    expect([mayRevive(0, 9_000), mayRevive(0, 11_000)]).toEqual([false, true])
  })

  it('is loaded again when it hangs and the person wishes that, and asks once', async () => {
    const window = open()
    window.emit('unresponsive')
    window.emit('unresponsive')
    await expect.poll(() => given('webContents.reload').length).toBe(1)
    expect([given('dialog.showMessageBox').length, given('webContents.forcefullyCrashRenderer').length]).toEqual([1, 1])
  })

  it('is waited for when the person wishes that', async () => {
    world.pressed = Promise.resolve(1)
    open().emit('unresponsive')
    await world.pressed
    await expect.poll(() => given('dialog.showMessageBox').length).toBe(1)
    expect(given('webContents.reload')).toEqual([])
  })
})
