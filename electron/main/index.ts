import { mkdirSync } from 'node:fs'
import { app } from 'electron'
import { keepCrashReports, logLostProcesses } from './crashes'
import { openLog } from './log'
import { collectOpenedFiles, createFileInbox } from './open-file'
import { registerPageScheme } from './page-protocol'
import { placesOf, shellFiles } from './places'
import { refusedSwitches } from './policy/launch'
import { confineApp } from './security'
import { showFailure, start } from './start'

const inbox = createFileInbox()
collectOpenedFiles(inbox)
registerPageScheme()
confineApp()

const places = placesOf({
  environment: process.env,
  platform: process.platform,
  isPackaged: app.isPackaged,
  resources: process.resourcesPath,
  app: app.getAppPath(),
})
// Chromium's own files, and with them the lock against a second start, belong to the home.
const files = shellFiles(places.home)
for (const folder of [files.profile, files.crashes]) mkdirSync(folder, { recursive: true })
app.setPath('userData', files.profile)
const log = openLog(files.log)
keepCrashReports(files.crashes)
logLostProcesses(log)

const refused = refusedSwitches((name) => app.commandLine.hasSwitch(name), app.isPackaged)
if (refused.length > 0) {
  log(new Error(`Antecedent does not start with ${refused.map((name) => `--${name}`).join(', ')}.`))
  app.exit(1)
} else if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(() => start(places, inbox, log))
    .catch((error: unknown) => {
      log(error)
      showFailure('Antecedent cannot start', error)
      app.exit(1)
    })
} else app.quit()
