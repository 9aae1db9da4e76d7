import { BrowserWindow, type BrowserWindowConstructorOptions, dialog, nativeTheme } from 'electron'
import { pageUrl } from './policy/page-address'

/** What a window depends on. */
export type WindowOptions = {
  readonly preload: string
  readonly mac: boolean
  readonly isPackaged: boolean
  readonly isQuitting: () => boolean
  readonly log: (error: unknown) => void
  /** Where the page begins: a part of its address that `readPlace` let through. */
  readonly fragment: string
  /** The page has gone to one of its own addresses. */
  readonly went: (address: string) => void
}

/** The page's ground in the tokens of its style sheet, so that nothing flashes before it is drawn. */
export function groundColour(dark: boolean): string {
  return dark ? '#1d1d1f' : '#ffffff'
}

/** How the window is made: where it was last time, and with everything off that its page does not need. */
export function windowOptions(
  { preload, mac, isPackaged }: Pick<WindowOptions, 'preload' | 'mac' | 'isPackaged'>,
  dark: boolean,
): BrowserWindowConstructorOptions {
  return {
    name: 'main',
    windowStatePersistence: true,
    width: 1280,
    height: 800,
    minWidth: 640,
    minHeight: 480,
    show: false,
    title: 'Antecedent',
    titleBarStyle: mac ? 'hiddenInset' : 'default',
    backgroundColor: groundColour(dark),
    webPreferences: {
      preload,
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
      // The checker of other platforms fetches its dictionaries.
      spellcheck: false,
      devTools: !isPackaged,
    },
  }
}

/** Opens the window on the page. On a Mac closing hides it: what runs goes on, and the Dock brings it back as it was. */
export function openWindow(options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow(windowOptions(options, nativeTheme.shouldUseDarkColors))
  const followTheme = () => window.setBackgroundColor(groundColour(nativeTheme.shouldUseDarkColors))
  nativeTheme.on('updated', followTheme)
  window.on('closed', () => nativeTheme.off('updated', followTheme))
  window.once('ready-to-show', () => window.show())
  window.on('close', (event) => {
    if (!options.mac || options.isQuitting()) return
    event.preventDefault()
    hide(window)
  })
  reviveAfterCrash(window, options.log)
  offerReload(window, options.log)
  window.webContents.on('did-navigate-in-page', (_event, address, isMainFrame) => {
    if (isMainFrame) options.went(address)
  })
  window.loadURL(pageUrl + options.fragment).catch(options.log)
  return window
}

/** Brings the window to the front, hidden or minimized as it may be. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** A window that hides while it fills the screen leaves a black space behind. */
function hide(window: BrowserWindow): void {
  if (window.isFullScreen()) {
    window.once('leave-full-screen', () => window.hide())
    window.setFullScreen(false)
  } else window.hide()
}

function reviveAfterCrash(window: BrowserWindow, log: (error: unknown) => void): void {
  let lastCrash = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    if (reason === 'clean-exit') return
    log(new Error(`The window's process has gone: ${reason}, exit code ${exitCode}.`))
    const now = performance.now()
    if (mayRevive(lastCrash, now)) window.webContents.reload()
    lastCrash = now
  })
}

/** A page that hangs is told of once; loading it again loses nothing, since what matters is in main and on the disk. */
function offerReload(window: BrowserWindow, log: (error: unknown) => void): void {
  let isAsking = false
  const ask = async () => {
    isAsking = true
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      message: 'The window does not respond.',
      detail: 'What runs goes on, and nothing that was edited is lost when the window is loaded again.',
      buttons: ['Load Again', 'Wait'],
      defaultId: 1,
      cancelId: 1,
    })
    isAsking = false
    if (response !== 0 || window.isDestroyed()) return
    // A page that hangs does not answer to a reload.
    window.webContents.forcefullyCrashRenderer()
    window.webContents.reload()
  }
  window.on('unresponsive', () => {
    log(new Error('The window does not respond.'))
    if (!isAsking) ask().catch(log)
  })
}

/** Whether a page that has just crashed is loaded again: not when it crashed within the last ten seconds. Times in milliseconds. */
export function mayRevive(lastCrash: number, now: number): boolean {
  return now - lastCrash > 10_000
}
