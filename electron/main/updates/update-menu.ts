import type { MenuItemConstructorOptions } from 'electron'
import type { Settings } from '../../shared/settings'
import type { UpdateState } from './update'

/** What the menu shows of updates. */
export type UpdateMenu = {
  readonly state: UpdateState
  readonly settings: Pick<Settings, 'checkForUpdates' | 'updateChannel'>
  readonly press: () => void
  readonly change: (some: Partial<Pick<Settings, 'checkForUpdates' | 'updateChannel'>>) => void
}

/** The entries about updates: the next step, whether the app looks by itself, and which versions it takes. */
export function updateItems({ state, settings, press, change }: UpdateMenu): MenuItemConstructorOptions[] {
  const { label, enabled } = nextStep(state)
  const { checkForUpdates, updateChannel } = settings
  return [
    { label, enabled, click: press },
    {
      label: 'Updates',
      submenu: [
        {
          label: 'Look for Updates Automatically',
          type: 'checkbox',
          checked: checkForUpdates,
          click: () => change({ checkForUpdates: !checkForUpdates }),
        },
        {
          label: 'Include Beta Versions',
          type: 'checkbox',
          checked: updateChannel === 'beta',
          click: () => change({ updateChannel: updateChannel === 'beta' ? 'stable' : 'beta' }),
        },
      ],
    },
  ]
}

function nextStep(state: UpdateState): { readonly label: string; readonly enabled: boolean } {
  switch (state.state) {
    case 'none':
      return { label: 'Check for Updates…', enabled: true }
    case 'checking':
      return { label: 'Checking for Updates…', enabled: false }
    case 'found':
      return { label: `Download Antecedent ${state.update.version}…`, enabled: true }
    case 'waiting':
      return { label: `Antecedent ${state.update.version} Waits Until Nothing Runs`, enabled: false }
    case 'fetching':
      // In tenths, so that the menu is not made anew with every packet.
      return { label: `Downloading Antecedent ${state.update.version} (${Math.floor(state.share * 10) * 10} %)`, enabled: false }
    case 'fetched':
      return { label: `Install Antecedent ${state.update.version}…`, enabled: true }
  }
}

/** Whether two states look the same in the menu. */
export function looksAlike(one: UpdateState, other: UpdateState): boolean {
  return one.state === other.state && nextStep(one).label === nextStep(other).label
}
