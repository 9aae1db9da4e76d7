import type { ReactNode } from 'react'

type Props = { readonly label: string; readonly children: ReactNode }

/** A table that scrolls aside by itself, and by keys, where it is too wide. */
export function WideTable({ label, children }: Props) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="wide-table" tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}
