import type { ReactNode } from 'react'
import { Scrolled } from './Scrolled'

type Props = { readonly label: string; readonly children: ReactNode }

/** A table that scrolls aside by itself, and by keys, where it is too wide. */
export function WideTable({ label, children }: Props) {
  return (
    <Scrolled className="wide-table" label={label}>
      {children}
    </Scrolled>
  )
}
