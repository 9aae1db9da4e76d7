import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { openLog } from './log'
import { collectOpenedFiles, createFileInbox } from './open-file'
import { registerPageScheme } from './page-protocol'
import { placesOf } from './places'
import { confineWebContents } from './security'
import { showFailure, start } from './start'

const inbox = createFileInbox()
collectOpenedFiles(inbox)
registerPageScheme()
confineWebContents()

const places = placesOf({
  environment: process.env,
  platform: process.platform,
  isPackaged: app.isPackaged,
  resources: process.resourcesPath,
  app: app.getAppPath(),
})
// Chromium's own files, and with them the lock against a second start, belong to the home.
const profile = join(places.home, 'window')
mkdirSync(profile, { recursive: true })
app.setPath('userData', profile)
const log = openLog(join(places.home, 'window.log'))

if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(() => start(places, inbox, log))
    .catch((error: unknown) => {
      log(error)
      showFailure('Antecedent cannot start', error)
      app.exit(1)
    })
} else app.quit()
