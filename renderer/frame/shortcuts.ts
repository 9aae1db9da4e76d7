/** A key with ⌘ on a Mac and Ctrl elsewhere. */
export type Shortcut = { readonly key: string; readonly shift?: true }

/** As a menu shows it: "⌘⇧E", "Ctrl+Shift+E". */
export function shownShortcut({ key, shift }: Shortcut, mac: boolean): string {
  const name = key === 'Enter' ? (mac ? '↩' : 'Enter') : key.toUpperCase()
  return mac ? `⌘${shift ? '⇧' : ''}${name}` : `Ctrl+${shift ? 'Shift+' : ''}${name}`
}

/** As `aria-keyshortcuts` wants it. */
export const ariaShortcut = ({ key, shift }: Shortcut, mac: boolean): string => `${mac ? 'Meta' : 'Control'}+${shift ? 'Shift+' : ''}${key}`

/** Whether a key press is the shortcut. */
export function matches({ key, shift }: Shortcut, event: KeyboardEvent, mac: boolean): boolean {
  const command = mac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  return command && !event.altKey && event.shiftKey === (shift ?? false) && event.key.toLowerCase() === key.toLowerCase()
}
