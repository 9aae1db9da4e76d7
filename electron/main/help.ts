import { type MenuItemConstructorOptions, shell } from 'electron'
import { addressOf, type LinkId, linkIds, links } from './policy/links'

/** What the Help menu shows. Absolute paths. */
export type HelpPlaces = { readonly home: string; readonly log: string; readonly crashes: string }

/** The Help menu: links by id, and where the app keeps what somebody who helps will ask for. */
export function helpItems(places: HelpPlaces, log: (error: unknown) => void): MenuItemConstructorOptions[] {
  return [
    ...linkIds.map((id): MenuItemConstructorOptions => ({ label: links[id].label, click: () => openLink(id, log) })),
    { type: 'separator' },
    { label: 'Show the Log', click: () => shell.showItemInFolder(places.log) },
    { label: 'Show Crash Reports', click: () => openFolder(places.crashes, log) },
    { label: 'Show Antecedent’s Folder', click: () => openFolder(places.home, log) },
  ]
}

/** Opens one of the app's own links in the person's browser; anything that is no id of one does nothing. */
export function openLink(id: LinkId, log: (error: unknown) => void): void {
  const address = addressOf(id)
  if (address !== null) shell.openExternal(address).catch(log)
}

/** `shell.openPath` answers with what went wrong, '' where nothing did. */
function openFolder(path: string, log: (error: unknown) => void): void {
  shell
    .openPath(path)
    .then((wrong) => wrong !== '' && log(new Error(`${path} could not be shown: ${wrong}`)))
    .catch(log)
}
