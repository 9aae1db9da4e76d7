import type { ReactNode } from 'react'

type Props = {
  readonly className: string
  /** What it is called; the id of what names it where that stands there. */
  readonly label: string | { readonly by: string }
  readonly children: ReactNode
}

/** What scrolls by itself, and by keys. */
export function Scrolled({ className, label, children }: Props) {
  const named = typeof label === 'string' ? { 'aria-label': label } : { 'aria-labelledby': label.by }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className={className} tabIndex={0} {...named}>
      {children}
    </section>
  )
}
