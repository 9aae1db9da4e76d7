import { parse } from 'yaml'
import type { Asker, UpdateState } from './update'

/** What decides whether anything may be asked, fetched or installed. */
export type Circumstances = {
  /** Why this copy has nowhere to ask; null where it has. */
  readonly absent: string | null
  readonly offline: boolean
  /** The person allowed looks by the clock. */
  readonly allowed: boolean
  /** A run, a download or another long work is under way. */
  readonly busy: boolean
}

const offlineWords = 'The app is set to stay off the network. Switch “Stay offline” off in the settings to look for updates.'

/** Why nobody is asked for a newer version now; null where it may be. A press is a permission for once. */
export function refusalToCheck(by: Asker, state: UpdateState, { absent, offline, allowed }: Circumstances): string | null {
  if (absent !== null) return absent
  if (offline) return offlineWords
  if (by === 'clock' && !allowed) return 'Looking for updates by itself was not allowed.'
  if (state.state !== 'none' && state.state !== 'found') return 'An update is being looked after already.'
  return null
}

/** Why an update is not fetched now; null where it may be. */
export function refusalToFetch({ offline, busy }: Circumstances): string | null {
  if (offline) return offlineWords
  return busy ? 'Something is still running. The update is fetched when that is done.' : null
}

/** Why an update is not installed now; null where it may be. */
export function refusalToInstall({ busy }: Circumstances): string | null {
  return busy ? 'Something is still running. Restart the app when that is done, or choose to install when you quit.' : null
}

/**
 * Why a copy of the app has nowhere to ask for updates; null where it has. `config` is what the build wrote into `app-update.yml`, null where
 * it wrote none. Only an encrypted address is taken: what comes from there is a program.
 */
export function absenceOfUpdates(isPackaged: boolean, platform: NodeJS.Platform, config: string | null): string | null {
  if (!isPackaged) return 'This is a checkout. It is updated with git.'
  if (platform !== 'darwin') return 'Only the app for the Mac updates itself. Replace this copy by hand.'
  if (config === null) return 'This copy was built without an address for updates. Replace it by hand.'
  return hasSafeAddress(config) ? null : 'The address for updates in this copy is none that is encrypted, so nothing is asked there.'
}

function hasSafeAddress(config: string): boolean {
  try {
    const read: unknown = parse(config)
    if (typeof read !== 'object' || read === null || !('provider' in read) || read.provider !== 'generic') return false
    if (!('url' in read) || typeof read.url !== 'string' || !URL.canParse(read.url)) return false
    const { protocol, username, password } = new URL(read.url)
    return protocol === 'https:' && username === '' && password === ''
  } catch {
    return false
  }
}
