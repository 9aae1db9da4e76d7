import { type CommandId, commands } from '../../electron/shared/commands'

/** What a command does, outside of the menu: as a sentence begins, and without what announces a dialog. */
export function commandWords(id: CommandId): string {
  const { label } = commands[id]
  return label.charAt(0) + label.slice(1).toLowerCase().replace(/…$/, '')
}
