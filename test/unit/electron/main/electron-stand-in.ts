import { EventEmitter } from 'node:events'

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
export const world = {
  focusedWindow: null as BrowserWindow | null,
  hasKeychain: true,
  dark: false,
  isPackaged: false,
  /** The button that the person presses in the next question. */
  pressed: Promise.resolve(0),
  chosen: [] as string[],
  paths: {} as Record<string, string>,
  /** Whether this is the only start. */
  alone: true,
}

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
export const app = new StandInApp()

class StandInContents extends EventEmitter {
  readonly mainFrame: { readonly parent: null; url: string } = { parent: null, url: '' }
  crashed = false
  constructor(readonly id: number) {
    super()
  }
  setWindowOpenHandler = record('webContents.setWindowOpenHandler')
  send = record('webContents.send')
  reload = record('webContents.reload')
  isCrashed = () => this.crashed
}

let lastContents = 0

export class BrowserWindow extends EventEmitter {
  static readonly all: BrowserWindow[] = []
  static getFocusedWindow = () => world.focusedWindow
  readonly webContents: StandInContents
  destroyed = false
  fullScreen = false
  constructor(readonly options: Record<string, unknown>) {
    super()
    lastContents += 1
    this.webContents = new StandInContents(lastContents)
    BrowserWindow.all.push(this)
    app.emit('web-contents-created', preventable(), this.webContents)
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

type CallHandler = (event: unknown, input: unknown) => Promise<unknown>
const callHandlers = new Map<string, CallHandler>()
export const ipcMain = {
  handle: (name: string, handler: CallHandler): void => {
    callHandlers.set(name, handler)
  },
}
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
export const protocol = {
  registerSchemesAsPrivileged: record('protocol.registerSchemesAsPrivileged'),
  handle: (scheme: string, serve: Serve): void => {
    schemes.set(scheme, serve)
  },
}
/** Fetches an address from its scheme's handler. */
export function fetchPage(url: string, method = 'GET'): Response | undefined {
  return schemes.get(url.slice(0, url.indexOf(':')))?.({ url, method })
}

class StandInSession extends EventEmitter {
  setPermissionRequestHandler = record('session.setPermissionRequestHandler')
  setPermissionCheckHandler = record('session.setPermissionCheckHandler')
  setDevicePermissionHandler = record('session.setDevicePermissionHandler')
  webRequest = { onBeforeRequest: record('session.onBeforeRequest') }
}
export const session = { defaultSession: new StandInSession() }

export const Menu = { buildFromTemplate: (template: unknown) => template, setApplicationMenu: record('Menu.setApplicationMenu') }

export const dialog = {
  showErrorBox: record('dialog.showErrorBox'),
  showMessageBox: async (...values: unknown[]) => {
    recorded.push({ call: 'dialog.showMessageBox', given: values })
    return { response: await world.pressed }
  },
  showOpenDialog: async (...values: unknown[]) => {
    recorded.push({ call: 'dialog.showOpenDialog', given: values })
    return { canceled: world.chosen.length === 0, filePaths: world.chosen }
  },
}

class StandInTheme extends EventEmitter {
  get shouldUseDarkColors() {
    return world.dark
  }
}
export const nativeTheme = new StandInTheme()

export class Notification extends EventEmitter {
  static isSupported = () => true
  constructor(readonly options: unknown) {
    super()
  }
  show = (): void => {
    recorded.push({ call: 'notification.show', given: [this.options, this] })
  }
}

let lastBlocker = 0
export const powerSaveBlocker = {
  start: (type: string): number => {
    recorded.push({ call: 'powerSaveBlocker.start', given: [type] })
    lastBlocker += 1
    return lastBlocker
  },
  stop: record('powerSaveBlocker.stop'),
}

/** Encrypts with the keychain; here each byte is turned round. */
export const safeStorage = {
  isEncryptionAvailable: () => world.hasKeychain,
  encryptString: (text: string) => Buffer.from(text).map((byte) => byte ^ 0xff),
  decryptString: (bytes: Buffer) => Buffer.from(bytes.map((byte) => byte ^ 0xff)).toString(),
}

export const shell = { showItemInFolder: record('shell.showItemInFolder') }

/** The preload's side. */
export const contextBridge = { exposeInMainWorld: record('contextBridge.exposeInMainWorld') }
export const ipcRenderer = Object.assign(new EventEmitter(), {
  invoke: async (...values: unknown[]): Promise<unknown> => {
    recorded.push({ call: 'ipcRenderer.invoke', given: values })
    return { ok: true, value: 'answered' }
  },
})
export const webUtils = { getPathForFile: (file: { readonly name: string }) => world.paths[file.name] ?? '' }

/** Forgets everything, between tests. */
export function forget(): void {
  recorded.length = 0
  BrowserWindow.all.length = 0
  for (const emitter of [app, nativeTheme, ipcRenderer, session.defaultSession]) emitter.removeAllListeners()
  callHandlers.clear()
  schemes.clear()
  Object.assign(world, {
    focusedWindow: null,
    hasKeychain: true,
    dark: false,
    isPackaged: false,
    pressed: Promise.resolve(0),
    chosen: [],
    paths: {},
    alone: true,
  })
}
