import { Menu, type MenuItemConstructorOptions } from 'electron'
import { type CommandId, commandIds, commands } from '../shared/commands'

/** What the menu depends on. */
export type MenuOptions = {
  readonly mac: boolean
  /** Reload and the developer's tools are for the checkout. */
  readonly isPackaged: boolean
  readonly invoke: (command: CommandId) => void
  /** Entries of the Help menu. */
  readonly help: readonly MenuItemConstructorOptions[]
  /** Entries about updates, under “About”. */
  readonly updates: readonly MenuItemConstructorOptions[]
}

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** The whole menu: the system's own entries by role, ours from the table of commands. */
export function menuTemplate({ mac, isPackaged, invoke, help, updates }: MenuOptions): MenuItemConstructorOptions[] {
  const ours = (menu: 'app' | 'file' | 'run' | 'view') =>
    commandIds
      .filter((id) => commands[id].menu === menu)
      .map((id): MenuItemConstructorOptions => ({ id, label: commands[id].label, accelerator: acceleratorOf(id), click: () => invoke(id) }))
  const recent: MenuItemConstructorOptions = { role: 'recentDocuments', submenu: [{ role: 'clearRecentDocuments' }] }
  const [open, ...others] = ours('file')
  return [
    ...(mac ? [appMenu(ours('app'), updates)] : []),
    {
      label: 'File',
      submenu: [
        ...(open ? [open] : []),
        ...(mac ? [recent] : []),
        separator,
        ...others,
        separator,
        ...(mac ? [] : [...ours('app'), separator]),
        { role: mac ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    { label: 'Run', submenu: ours('run') },
    {
      label: 'View',
      submenu: [
        ...ours('view'),
        separator,
        ...(isPackaged ? [] : ([{ role: 'reload' }, { role: 'toggleDevTools' }, separator] as const)),
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [...help, ...(mac ? [] : [separator, ...updates, separator, { role: 'about' } as const])] },
  ]
}

/** The menu under the app's name, as on every Mac, with our entries where settings belong. */
function appMenu(ours: readonly MenuItemConstructorOptions[], updates: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions {
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      ...updates,
      separator,
      ...ours,
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  }
}

/** A command's shortcut as Electron writes it. */
export function acceleratorOf(id: CommandId): string {
  const command: { readonly key: string; readonly shift?: boolean } = commands[id]
  const key = command.key === 'Enter' ? 'Return' : command.key.toUpperCase()
  return ['CmdOrCtrl', ...(command.shift ? ['Shift'] : []), key].join('+')
}

/** Puts the menu in place. */
export function installMenu(options: MenuOptions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(options)))
}
