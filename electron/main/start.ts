import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, type BrowserWindow, dialog, session } from 'electron'
import { openAntecedent } from '../core/antecedent'
import { hubEnvironment } from '../core/hub/hub-access'
import { modelPlaces } from '../core/models/discovery/model-places'
import { readPageFiles } from '../core/page-files'
import type { AppEvent, Handlers } from '../shared/contract'
import { toFailure } from '../shared/errors'
import { eventsName } from '../shared/ipc-names'
import { followCalls, followRuns } from './accompaniment'
import { desktopShell } from './desktop-shell'
import { registerCalls } from './ipc'
import { createMailbox } from './mailbox'
import { installMenu } from './menu'
import type { FileInbox } from './open-file'
import { servePage } from './page-protocol'
import type { Places } from './places'
import { createWakefulness } from './power-save'
import { quitInOrder } from './quit'
import { confineSession } from './security'
import { openWindow, showWindow } from './window'

/** Starts the app once Electron is ready: opens the home, serves the page, answers the window. */
export async function start(places: Places, inbox: FileInbox, log: (error: unknown) => void): Promise<void> {
  const mac = process.platform === 'darwin'
  const { isPackaged } = app
  confineSession(session.defaultSession, isPackaged)
  servePage(await readPageFiles(places.renderer))

  const antecedent = await openAntecedent({
    ...places,
    modelPlaces: modelPlaces(process.env, homedir()),
    hub: hubEnvironment(process.env, homedir()),
    version: app.getVersion(),
    shell: desktopShell(join(places.home, 'keys.json')),
  })
  const wakefulness = createWakefulness()
  const { isQuitting } = quitInOrder({
    busy: () => wakefulness.underWay().length > 0,
    close: antecedent.close,
    log,
    limit: 30_000,
  })

  let window: BrowserWindow | null = null
  const mailbox = createMailbox((events) => send(window, events))
  const show = (): BrowserWindow => {
    if (window !== null && !window.isDestroyed()) {
      showWindow(window)
      return window
    }
    mailbox.leaving()
    window = openWindow({ preload: places.preload, mac, isPackaged, isQuitting, log })
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) mailbox.leaving()
    })
    return window
  }

  registerCalls({
    handlers: { ...antecedent.handlers, 'file.locate': locateAndRemember(antecedent.handlers['file.locate']) },
    isOurs: (contentsId) => window !== null && !window.isDestroyed() && window.webContents.id === contentsId,
    accompany: followCalls(mailbox, wakefulness),
    log,
  })
  antecedent.subscribe(followRuns({ wakefulness, window: () => window, show }))
  antecedent.subscribe(mailbox.post)
  installMenu({
    mac,
    isPackaged,
    invoke: (command) => {
      show()
      mailbox.post([{ type: 'command.invoked', command }])
    },
  })

  app.on('activate', show)
  app.on('second-instance', show)
  app.on('window-all-closed', () => {
    if (!mac) app.quit()
  })
  show()
  antecedent.services.datasets.prepare()
  void antecedent.continueInterrupted()
  inbox.connect((path) => {
    antecedent
      .locate(path, 'dataset')
      .then((file) => {
        app.addRecentDocument(path)
        show()
        mailbox.post([{ type: 'file.opened', file }])
      })
      .catch((error: unknown) => showFailure('This file cannot be opened', error))
  })
}

/** Tells the person, outside the window, what failed and what can be done. */
export function showFailure(title: string, error: unknown): void {
  const { message, hint } = toFailure(error)
  dialog.showErrorBox(title, hint === undefined ? message : `${message}\n\n${hint}`)
}

/** Datasets that were dropped are recent documents too. */
function locateAndRemember(locate: Handlers['file.locate']): Handlers['file.locate'] {
  return async (input) => {
    const file = await locate(input)
    if (input.purpose === 'dataset') app.addRecentDocument(input.path)
    return file
  }
}

function send(window: BrowserWindow | null, events: readonly AppEvent[]): void {
  if (window === null || window.isDestroyed() || window.webContents.isCrashed()) return
  window.webContents.send(eventsName, events)
}
