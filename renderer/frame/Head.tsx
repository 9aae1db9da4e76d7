import type { ReactNode } from 'react'

type Props = {
  /** The thing's own name. */
  readonly title: ReactNode
  readonly sub?: ReactNode
  /** At most two buttons and one primary. */
  readonly children?: ReactNode
}

/** The head of a screen; Electron's window is dragged by it. */
export function Head({ title, sub, children }: Props) {
  return (
    <header className="head">
      <h1 className="clip">{title}</h1>
      {sub !== undefined && <div className="sub clip">{sub}</div>}
      <div className="actions">{children}</div>
    </header>
  )
}
