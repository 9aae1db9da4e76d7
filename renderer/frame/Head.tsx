import { type ReactNode, useEffect, useRef } from 'react'

type Props = {
  /** The thing's own name. */
  readonly title: ReactNode
  readonly sub?: ReactNode
  /** At most two buttons and one primary. */
  readonly children?: ReactNode
}

/** Whether a screen was shown before: the first one leaves the focus at the beginning of the page. */
let shownBefore = false

/**
 * The head of a screen; Electron's window is dragged by it. Where what had the focus is gone with the screen before, its heading gets it: a
 * screen reader says it, and the keys go on from there.
 */
export function Head({ title, sub, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    const had = document.activeElement
    if (shownBefore && (had === null || had === document.body)) heading.current?.focus({ preventScroll: true })
    shownBefore = true
  }, [])
  return (
    <header className="head">
      <h1 className="clip" ref={heading} tabIndex={-1}>
        {title}
      </h1>
      {sub !== undefined && <div className="sub clip">{sub}</div>}
      <div className="actions">{children}</div>
    </header>
  )
}
