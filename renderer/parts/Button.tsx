import type { ComponentProps, ReactNode } from 'react'
import { ShortcutKeys } from '../frame/ShortcutKeys'
import { ariaShortcut, type Shortcut } from '../frame/shortcuts'
import { onMac } from '../studio/selectors'
import { useStore } from '../studio/store'

type Props = Omit<ComponentProps<'button'>, 'type'> & {
  /** primary: the one next step of a screen. quiet: no frame until pointed at. danger: takes something away. */
  readonly look?: 'plain' | 'primary' | 'quiet' | 'danger'
  readonly shortcut?: Shortcut
  readonly children: ReactNode
}

/** A button. Its name is its words; the shortcut is shown beside them and told apart from them. */
export function Button({ look = 'plain', shortcut, children, className = '', ...rest }: Props) {
  const mac = useStore(onMac)
  return (
    <button
      {...rest}
      type="button"
      className={`button ${look} ${className}`}
      {...(shortcut === undefined ? {} : { 'aria-keyshortcuts': ariaShortcut(shortcut, mac) })}
    >
      {children}
      {shortcut !== undefined && <ShortcutKeys shortcut={shortcut} />}
    </button>
  )
}
