import { homedir } from 'node:os'
import { app, type BrowserWindow, dialog, session } from 'electron'
import { type OpenAntecedent, openAntecedent } from '../core/antecedent'
import { hubEnvironment } from '../core/hub/hub-access'
import { modelPlaces } from '../core/models/discovery/model-places'
import { readPageFiles } from '../core/page-files'
import type { AppEvent } from '../shared/contract'
import { purposeOf } from '../shared/dropped-file'
import { toFailure } from '../shared/errors'
import { eventsName } from '../shared/ipc-names'
import { describeApp } from './about'
import { followCalls, followRuns } from './accompaniment'
import { desktopShell } from './desktop-shell'
import { helpItems } from './help'
import { registerCalls } from './ipc'
import { keepPlace } from './last-place'
import { createMailbox } from './mailbox'
import { installMenu } from './menu'
import type { FileInbox } from './open-file'
import { locateOpened } from './opened-files'
import { servePage } from './page-protocol'
import { type Places, shellFiles } from './places'
import { createWakefulness } from './power-save'
import { quitInOrder } from './quit'
import { confineSession, keepInside } from './security'
import { beginUpdates } from './updates/begin-updates'
import { updateItems } from './updates/update-menu'
import { openWindow, showWindow } from './window'

/** Starts the app once Electron is ready: opens the home, serves the page, answers the window. */
export async function start(places: Places, inbox: FileInbox, log: (error: unknown) => void): Promise<void> {
  const mac = process.platform === 'darwin'
  const { isPackaged } = app
  const files = shellFiles(places.home)
  confineSession(session.defaultSession)
  keepInside(session.defaultSession, isPackaged)
  describeApp()
  servePage(await readPageFiles(places.renderer))

  const antecedent = await openAntecedent({
    ...places,
    modelPlaces: modelPlaces(process.env, homedir()),
    hub: hubEnvironment(process.env, homedir()),
    version: app.getVersion(),
    shell: desktopShell(files.keys),
  })
  const { settings, datasets } = antecedent.services
  const wakefulness = createWakefulness(() => updates.updating.look())
  const busy = () => wakefulness.underWay().length > 0
  const updates = beginUpdates({ settings, busy, config: places.updateConfig, changed: () => putMenu(), log })
  const { isQuitting } = quitInOrder({
    busy,
    close: antecedent.close,
    log,
    limit: 30_000,
    last: (leave) => updates.updating.leaving(leave),
  })
  const place = keepPlace({ file: files.place, pathOf: (id) => pathOf(antecedent, id), log })

  let window: BrowserWindow | null = null
  const mailbox = createMailbox((events) => send(window, events))
  const show = (): BrowserWindow => {
    if (window !== null && !window.isDestroyed()) {
      showWindow(window)
      return window
    }
    mailbox.leaving()
    window = openWindow({
      preload: places.preload,
      mac,
      isPackaged,
      isQuitting,
      log,
      fragment: place.now().fragment,
      went: place.went,
    })
    window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) mailbox.leaving()
    })
    return window
  }

  const locate = rememberingDatasets(locateOpened(antecedent.locate, places.home))
  registerCalls({
    handlers: { ...antecedent.handlers, 'file.locate': ({ path, purpose }) => locate(path, purpose) },
    isOurs: (contentsId) => window !== null && !window.isDestroyed() && window.webContents.id === contentsId,
    accompany: followCalls(mailbox, wakefulness),
    log,
  })
  antecedent.subscribe(followRuns({ wakefulness, window: () => window, show }))
  antecedent.subscribe(mailbox.post)
  antecedent.subscribe(updates.hear)
  const help = helpItems({ home: places.home, log: files.log, crashes: files.crashes }, log)
  const putMenu = () =>
    installMenu({
      mac,
      isPackaged,
      invoke: (command) => {
        show()
        mailbox.post([{ type: 'command.invoked', command }])
      },
      help,
      updates: updateItems({
        state: updates.updating.state,
        settings: settings.now,
        press: () => void updates.updating.press().catch(log),
        change: (some) => void settings.change(some).catch((error: unknown) => showFailure('This could not be set', error)),
      }),
    })
  putMenu()

  app.on('activate', show)
  app.on('second-instance', show)
  app.on('window-all-closed', () => {
    if (!mac) app.quit()
  })
  // A dataset that has gone since is not there again, that is all.
  const { dataset } = place.now()
  if (dataset !== null) datasets.openPath(dataset).catch(log)
  show()
  datasets.prepare()
  void antecedent.continueInterrupted()
  inbox.connect((path) => {
    locate(path, purposeOf(path))
      .then((file) => {
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

/** Datasets that came from outside are recent documents too. */
function rememberingDatasets(locate: OpenAntecedent['locate']): OpenAntecedent['locate'] {
  return async (path, purpose) => {
    const file = await locate(path, purpose)
    if (purpose === 'dataset') app.addRecentDocument(path)
    return file
  }
}

function pathOf({ services }: OpenAntecedent, datasetId: string): string | null {
  const isOpen = services.datasets.summaries().some(({ id }) => id === datasetId)
  return isOpen ? services.datasets.get(datasetId).identity.path : null
}

function send(window: BrowserWindow | null, events: readonly AppEvent[]): void {
  if (window === null || window.isDestroyed() || window.webContents.isCrashed()) return
  window.webContents.send(eventsName, events)
}
