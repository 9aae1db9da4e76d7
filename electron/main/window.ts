import { BrowserWindow, type BrowserWindowConstructorOptions, nativeTheme } from 'electron'
import { pageUrl } from './page-address'

/** What a window depends on. */
export type WindowOptions = {
  readonly preload: string
  readonly mac: boolean
  readonly isPackaged: boolean
  readonly isQuitting: () => boolean
  readonly log: (error: unknown) => void
}

/** The page's ground in the tokens of its style sheet, so that nothing flashes before it is drawn. */
export function groundColour(dark: boolean): string {
  return dark ? '#1d1d1f' : '#ffffff'
}

/** How the window is made: where it was last time, and with everything off that its page does not need. */
export function windowOptions({ preload, mac, isPackaged }: WindowOptions, dark: boolean): BrowserWindowConstructorOptions {
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
  window.loadURL(pageUrl).catch(options.log)
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

/** Whether a page that has just crashed is loaded again: not when it crashed within the last ten seconds. Times in milliseconds. */
export function mayRevive(lastCrash: number, now: number): boolean {
  return now - lastCrash > 10_000
}
