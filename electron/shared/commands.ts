/** A command's words in the menu and its shortcut: ⌘ on a Mac, Ctrl elsewhere, with `key` as `KeyboardEvent.key` names it. */
type Command = {
  readonly label: string
  readonly menu: 'app' | 'file' | 'run' | 'view'
  readonly key: string
  readonly shift?: boolean
}

/** What menu, keys and buttons can ask of the window. The ids are what `command.invoked` carries. */
export const commands = {
  'app.settings': { label: 'Settings…', menu: 'app', key: ',' },
  'app.palette': { label: 'Command Palette…', menu: 'view', key: 'k' },
  'app.keys': { label: 'Keyboard Shortcuts', menu: 'view', key: '/' },
  'file.open': { label: 'Open…', menu: 'file', key: 'o' },
  'file.save': { label: 'Save', menu: 'file', key: 's' },
  'file.saveAs': { label: 'Save As…', menu: 'file', key: 's', shift: true },
  'rows.find': { label: 'Find in the Rows', menu: 'file', key: 'f' },
  'run.export': { label: 'Export Run…', menu: 'file', key: 'e', shift: true },
  /** The screen's next step: Train on this, Train, Resolve. */
  'step.next': { label: 'Train or Resolve', menu: 'run', key: 'Enter' },
  'job.stop': { label: 'Stop and Keep', menu: 'run', key: '.' },
  'screen.dataset': { label: 'Dataset', menu: 'view', key: '1' },
  'screen.train': { label: 'Train', menu: 'view', key: '2' },
  'screen.resolve': { label: 'Resolve', menu: 'view', key: '3' },
  'screen.export': { label: 'Export', menu: 'view', key: '4' },
} as const satisfies Record<string, Command>

export type CommandId = keyof typeof commands

/** Whether a word from outside names a command. */
export function isCommand(word: string): word is CommandId {
  return Object.hasOwn(commands, word)
}

/** Every command's id, in the menu's order. */
export const commandIds: readonly CommandId[] = Object.keys(commands).filter(isCommand)
