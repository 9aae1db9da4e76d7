import { readFileSync } from 'node:fs'
import { app, dialog } from 'electron'
import type { KeptSettings } from '../../core/settings'
import type { AppEvent } from '../../shared/contract'
import { loadUpdater } from './library'
import { looksAlike } from './update-menu'
import { absenceOfUpdates } from './update-policy'
import { Updating } from './updating'

const day = 24 * 60 * 60 * 1000
/** Milliseconds after the start before the first look, so that nothing competes with opening. */
const firstLook = 20_000

/** What updates are made from. */
export type UpdateOptions = {
  readonly settings: KeptSettings
  readonly busy: () => boolean
  /** The packaged app's `app-update.yml`. */
  readonly config: string
  /** The menu shows another step now. */
  readonly changed: () => void
  readonly log: (error: unknown) => void
}

/** Looks for newer versions once a day where that was allowed, and does the rest when a person says so. Asks nothing at once. */
export function beginUpdates({ settings, busy, config, changed, log }: UpdateOptions): {
  readonly updating: Updating
  readonly hear: (events: readonly AppEvent[]) => void
} {
  const absent = absenceOfUpdates(app.isPackaged, process.platform, contentOf(config))
  let shown: Updating['state'] = { state: 'none' }
  const updating: Updating = new Updating({
    version: app.getVersion(),
    load: () => loadUpdater(log),
    circumstances: () => ({ absent, offline: settings.now.offline, allowed: settings.now.checkForUpdates, busy: busy() }),
    channel: () => settings.now.updateChannel,
    ask: async (question) => (await dialog.showMessageBox(question)).response,
    quit: () => app.quit(),
    changed: (state) => {
      if (looksAlike(shown, state)) return
      shown = state
      changed()
    },
    log,
  })
  const lookByClock = () => void updating.check('clock').catch(log)
  setTimeout(lookByClock, firstLook).unref()
  setInterval(lookByClock, day).unref()
  let allowed = settings.now.checkForUpdates
  const hear = (events: readonly AppEvent[]) => {
    for (const event of events) {
      if (event.type !== 'settings.changed') continue
      updating.look()
      changed()
      if (event.settings.checkForUpdates && !allowed) lookByClock()
      allowed = event.settings.checkForUpdates
    }
  }
  return { updating, hear }
}

function contentOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
