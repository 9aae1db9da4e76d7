import { onMac } from '../studio/selectors'
import { useStore } from '../studio/store'
import { type Shortcut, shownShortcut } from './shortcuts'

/** A shortcut beside a name, and no part of it: `aria-keyshortcuts` says it to those who listen. */
export function ShortcutKeys({ shortcut }: { readonly shortcut: Shortcut }) {
  const mac = useStore(onMac)
  return (
    <span className="keys num" aria-hidden="true">
      {shownShortcut(shortcut, mac)}
    </span>
  )
}
