import type { AppUpdater } from 'electron-updater'
import { notesInWords } from './release-notes'
import type { Updater } from './update'

/** What of electron-updater is used. */
export type Library = {
  readonly autoUpdater: Pick<
    AppUpdater,
    | 'autoDownload'
    | 'autoInstallOnAppQuit'
    | 'autoRunAppAfterInstall'
    | 'allowDowngrade'
    | 'allowPrerelease'
    | 'channel'
    | 'logger'
    | 'requestHeaders'
    | 'checkForUpdates'
    | 'downloadUpdate'
    | 'quitAndInstall'
    | 'on'
    | 'off'
    | 'once'
  >
  readonly CancellationToken: typeof import('electron-updater').CancellationToken
}

/** The library's UUID of nobody: its own would tell one copy of the app from another at every look. */
const nobody = '00000000-0000-0000-0000-000000000000'

/** How long an installation may take to begin, in milliseconds, before the app is left without it. */
const longestBeginning = 60_000

/** The library with everything off that it would do by itself: it fetches, installs and goes back to older versions only when it is told to. */
export function updaterOf({ autoUpdater, CancellationToken }: Library, log: (error: unknown) => void): Updater {
  autoUpdater.autoDownload = false
  autoUpdater.autoInstallOnAppQuit = false
  autoUpdater.requestHeaders = { 'x-user-staging-id': nobody }
  autoUpdater.logger = { info: () => {}, warn: log, error: log }
  return {
    check: async (channel) => {
      autoUpdater.channel = channel === 'beta' ? 'beta' : 'latest'
      autoUpdater.allowPrerelease = channel === 'beta'
      // Setting a channel allows older versions.
      autoUpdater.allowDowngrade = false
      const result = await autoUpdater.checkForUpdates()
      if (result === null || !result.isUpdateAvailable) return null
      const { version, releaseNotes } = result.updateInfo
      return { version, notes: notesInWords(releaseNotes) }
    },
    fetch: async (onShare, signal) => {
      const token = new CancellationToken()
      const abort = () => token.cancel()
      const progress = ({ percent }: { readonly percent: number }) => onShare(Math.min(1, Math.max(0, percent / 100)))
      signal.addEventListener('abort', abort)
      autoUpdater.on('download-progress', progress)
      try {
        signal.throwIfAborted()
        await autoUpdater.downloadUpdate(token)
      } finally {
        autoUpdater.off('download-progress', progress)
        signal.removeEventListener('abort', abort)
      }
    },
    install: (restart, failed) => {
      let told = false
      const fail = (error: unknown) => {
        if (!told) failed(error)
        told = true
      }
      autoUpdater.autoRunAppAfterInstall = restart
      autoUpdater.once('error', fail)
      setTimeout(() => fail(new Error('The installation of the update did not begin.')), longestBeginning).unref()
      try {
        autoUpdater.quitAndInstall()
      } catch (error) {
        fail(error)
      }
    },
  }
}

/** Loads the library, which is CommonJS and looks at the app as soon as its updater is asked for. */
export async function loadUpdater(log: (error: unknown) => void): Promise<Updater> {
  const { default: library } = await import('electron-updater')
  return updaterOf(library, log)
}
