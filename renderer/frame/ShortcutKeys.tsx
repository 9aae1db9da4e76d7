import { onMac } from '../studio/selectors'
import { useStore } from '../studio/store'
import { type Shortcut, shownShortcut } from './shortcuts'

/** A shortcut beside a name, and no part of it: `aria-keyshortcuts` says it to those who listen. */
export function ShortcutKeys({ shortcut }: { readonly shortcut: Shortcut }) {
  const mac = useStore(onMac)
  return <KeyHint keys={shownShortcut(shortcut, mac)} />
}

/** A key beside the name of what it does. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return (
    <span className="keys num" aria-hidden="true">
      {keys}
    </span>
  )
}
