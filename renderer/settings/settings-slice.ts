import type { StateCreator } from 'zustand'
import type { Failure } from '../../electron/shared/errors'
import type { Settings } from '../../electron/shared/settings'
import { request } from '../studio/client'
import type { Store } from '../studio/store'

/** What is set for the whole app, in the window. */
export type SettingsSlice = {
  readonly settingsOpen: boolean
  /** Counts changes of the token, so that where it comes from is asked anew. */
  readonly tokenChanges: number
  readonly openSettings: () => void
  readonly closeSettings: () => void
  /** What was wrong with a change; null where it was made. */
  readonly changeSettings: (some: Partial<Settings>) => Promise<Failure | null>
  /** Keeps a token of the Hub, or forgets it; what was wrong with it. */
  readonly keepToken: (token: string | null) => Promise<Failure | null>
}

export const settingsSlice: StateCreator<Store, [], [], SettingsSlice> = (set, get) => ({
  settingsOpen: false,
  tokenChanges: 0,
  openSettings: () => set({ settingsOpen: true }),
  closeSettings: () => set({ settingsOpen: false }),
  changeSettings: async (some) => {
    const answer = await request('settings.change', some)
    return answer.ok ? null : answer.failure
  },
  keepToken: async (token) => {
    const answer = await request('hub.keepToken', { token })
    set(({ tokenChanges }) => ({ tokenChanges: tokenChanges + 1 }))
    if (answer.ok) get().announce(token === null ? 'The token is forgotten.' : 'The token is kept.')
    return answer.ok ? null : answer.failure
  },
})
