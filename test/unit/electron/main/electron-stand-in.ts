import { EventEmitter } from 'node:events'
import type { MenuItemConstructorOptions } from 'electron'
import { afterEach, expect } from 'vitest'
import { checkConstruction, declared, declaredStatics, takeViolations } from './recorded/declared'

// Whatever was asked of Electron that it does not have fails the test, also where the code under test caught the error.
afterEach(() => expect(takeViolations()).toEqual([]))

/** An event as Electron gives it, that says whether it was prevented. */
export function preventable<Details extends object>(details?: Details) {
  const event = {
    defaultPrevented: false,
    preventDefault: () => {
      event.defaultPrevented = true
    },
    ...details,
  }
  return event as typeof event & Details
}

/** What was asked of Electron, in order: the function's name and what it was given. */
export const recorded: { readonly call: string; readonly given: readonly unknown[] }[] = []

/** What Electron was given in calls of one name. */
export function given(call: string): readonly (readonly unknown[])[] {
  return recorded.filter((entry) => entry.call === call).map((entry) => entry.given)
}

function record(call: string) {
  return (...values: unknown[]): void => {
    recorded.push({ call, given: values })
  }
}

/** What a test decides about the world around Electron. */
const firstWorld = () => ({
  focusedWindow: null as StandInWindow | null,
  hasKeychain: true,
  dark: false,
  isPackaged: false,
  /** The button that the person presses in the next question. */
  pressed: Promise.resolve(0),
  chosen: [] as string[],
  paths: {} as Record<string, string>,
  /** Whether this is the only start. */
  alone: true,
  /** Switches of the command line. */
  switches: [] as string[],
  /** What `shell.openPath` says went wrong; '' for nothing. */
  openingFails: '',
})
export const world = firstWorld()

class StandInApp extends EventEmitter {
  get isPackaged() {
    return world.isPackaged
  }
  enableSandbox = record('app.enableSandbox')
  quit = (): void => {
    recorded.push({ call: 'app.quit', given: [] })
    const event = preventable()
    this.emit('before-quit', event)
    if (!event.defaultPrevented) recorded.push({ call: 'app left', given: [] })
  }
  exit = record('app.exit')
  getVersion = () => '0.1.0'
  setPath = record('app.setPath')
  setAboutPanelOptions = record('app.setAboutPanelOptions')
  commandLine = declared('CommandLine', { hasSwitch: (name: string) => world.switches.includes(name) })
  addRecentDocument = record('app.addRecentDocument')
  getAppPath = () => process.cwd()
  whenReady = async (): Promise<void> => {
    recorded.push({ call: 'app.whenReady', given: [] })
  }
  requestSingleInstanceLock = (): boolean => {
    recorded.push({ call: 'app.requestSingleInstanceLock', given: [] })
    return world.alone
  }
}
export const app = declared('App', new StandInApp())

class StandInContents extends EventEmitter {
  readonly mainFrame: { readonly parent: null; url: string } = { parent: null, url: '' }
  crashed = false
  constructor(readonly id: number) {
    super()
    // biome-ignore lint/correctness/noConstructorReturn: whoever makes one gets the guarded one
    return declared('WebContents', this, ['crashed'])
  }
  setWindowOpenHandler = record('webContents.setWindowOpenHandler')
  send = record('webContents.send')
  reload = record('webContents.reload')
  forcefullyCrashRenderer = record('webContents.forcefullyCrashRenderer')
  isCrashed = () => this.crashed
}

let lastContents = 0

class StandInWindow extends EventEmitter {
  static readonly all: StandInWindow[] = []
  static getFocusedWindow = () => world.focusedWindow
  readonly webContents: StandInContents
  destroyed = false
  fullScreen = false
  constructor(readonly options: Record<string, unknown>) {
    super()
    lastContents += 1
    this.webContents = new StandInContents(lastContents)
    const guarded = declared<StandInWindow>('BrowserWindow', this, ['options', 'destroyed', 'fullScreen'])
    checkConstruction('BrowserWindow', [options])
    BrowserWindow.all.push(guarded)
    app.emit('web-contents-created', preventable(), this.webContents)
    // biome-ignore lint/correctness/noConstructorReturn: whoever makes one gets the guarded one
    return guarded
  }
  loadURL = async (url: string): Promise<void> => {
    recorded.push({ call: 'window.loadURL', given: [url] })
    this.webContents.mainFrame.url = url
  }
  show = record('window.show')
  hide = record('window.hide')
  focus = record('window.focus')
  restore = record('window.restore')
  isMinimized = () => false
  isDestroyed = () => this.destroyed
  isFullScreen = () => this.fullScreen
  setFullScreen = record('window.setFullScreen')
  setBackgroundColor = record('window.setBackgroundColor')
  setProgressBar = record('window.setProgressBar')
}
export const BrowserWindow = declaredStatics('BrowserWindow', StandInWindow, ['all'])

type CallHandler = (event: unknown, input: unknown) => Promise<unknown>
const callHandlers = new Map<string, CallHandler>()
export const ipcMain = declared('IpcMain', {
  handle: (name: string, handler: CallHandler): void => {
    callHandlers.set(name, handler)
  },
})
/** Names of what can be called. */
export const callNames = (): readonly string[] => [...callHandlers.keys()]
/** Calls main as a frame would. */
export function callMain(name: string, event: unknown, input: unknown): Promise<unknown> {
  const handler = callHandlers.get(name)
  if (handler === undefined) return Promise.reject(new Error(`No handler registered for '${name}'`))
  return handler(event, input)
}

type Serve = (request: { readonly url: string; readonly method: string }) => Response
const schemes = new Map<string, Serve>()
export const protocol = declared('Protocol', {
  registerSchemesAsPrivileged: record('protocol.registerSchemesAsPrivileged'),
  handle: (scheme: string, serve: Serve): void => {
    schemes.set(scheme, serve)
  },
})
/** Fetches an address from its scheme's handler. */
export function fetchPage(url: string, method = 'GET'): Response | undefined {
  return schemes.get(url.slice(0, url.indexOf(':')))?.({ url, method })
}

class StandInSession extends EventEmitter {
  setPermissionRequestHandler = record('session.setPermissionRequestHandler')
  setPermissionCheckHandler = record('session.setPermissionCheckHandler')
  setDevicePermissionHandler = record('session.setDevicePermissionHandler')
  webRequest = declared('WebRequest', { onBeforeRequest: record('session.onBeforeRequest') })
}
/** A session as Electron makes them. */
export const newSession = () => declared('Session', new StandInSession())
export const session = declaredStatics('Session', { defaultSession: newSession() })

/** What `Menu.buildFromTemplate` makes. */
export class BuiltMenu {
  constructor(readonly template: readonly MenuItemConstructorOptions[]) {}
}
export const Menu = declaredStatics('Menu', {
  buildFromTemplate: (template: readonly MenuItemConstructorOptions[]) => new BuiltMenu(template),
  setApplicationMenu: record('Menu.setApplicationMenu'),
})

export const dialog = declared('Dialog', {
  showErrorBox: record('dialog.showErrorBox'),
  showMessageBox: async (...values: unknown[]) => {
    recorded.push({ call: 'dialog.showMessageBox', given: values })
    return { response: await world.pressed }
  },
  showOpenDialog: async (...values: unknown[]) => {
    recorded.push({ call: 'dialog.showOpenDialog', given: values })
    return { canceled: world.chosen.length === 0, filePaths: world.chosen }
  },
})

class StandInTheme extends EventEmitter {
  get shouldUseDarkColors() {
    return world.dark
  }
}
export const nativeTheme = declared('NativeTheme', new StandInTheme())

class StandInNotification extends EventEmitter {
  static isSupported = () => true
  constructor(readonly options: unknown) {
    super()
    checkConstruction('Notification', [options])
    // biome-ignore lint/correctness/noConstructorReturn: whoever makes one gets the guarded one
    return declared<StandInNotification>('Notification', this, ['options'])
  }
  show = (): void => {
    recorded.push({ call: 'notification.show', given: [this.options, this] })
  }
}
export const Notification = declaredStatics('Notification', StandInNotification)

let lastBlocker = 0
export const powerSaveBlocker = declared('PowerSaveBlocker', {
  start: (type: string): number => {
    recorded.push({ call: 'powerSaveBlocker.start', given: [type] })
    lastBlocker += 1
    return lastBlocker
  },
  stop: record('powerSaveBlocker.stop'),
})

/** Encrypts with the keychain; here each byte is turned round. */
export const safeStorage = declared('SafeStorage', {
  isEncryptionAvailable: () => world.hasKeychain,
  encryptString: (text: string) => Buffer.from(text).map((byte) => byte ^ 0xff),
  decryptString: (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0xff)).toString(),
})

export const shell = declared('Shell', {
  showItemInFolder: record('shell.showItemInFolder'),
  trashItem: record('shell.trashItem'),
  openExternal: async (...values: unknown[]): Promise<void> => record('shell.openExternal')(...values),
  openPath: async (...values: unknown[]): Promise<string> => {
    record('shell.openPath')(...values)
    return world.openingFails
  },
})
export const crashReporter = declared('CrashReporter', { start: record('crashReporter.start') })
export const powerMonitor = declared('PowerMonitor', new EventEmitter())

/** The preload's side. */
export const contextBridge = declared('ContextBridge', { exposeInMainWorld: record('contextBridge.exposeInMainWorld') })
class StandInRenderer extends EventEmitter {
  invoke = async (...values: unknown[]): Promise<unknown> => {
    recorded.push({ call: 'ipcRenderer.invoke', given: values })
    return { ok: true, value: 'answered' }
  }
}
export const ipcRenderer = declared('IpcRenderer', new StandInRenderer())
export const webUtils = declared('WebUtils', { getPathForFile: (file: { readonly name: string }) => world.paths[file.name] ?? '' })

/** Forgets everything, between tests. */
export function forget(): void {
  recorded.length = 0
  BrowserWindow.all.length = 0
  for (const emitter of [app, nativeTheme, ipcRenderer, powerMonitor, session.defaultSession]) emitter.removeAllListeners()
  callHandlers.clear()
  schemes.clear()
  Object.assign(world, firstWorld())
}
