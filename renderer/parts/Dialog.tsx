import { type ReactNode, useId, useRef, useState } from 'react'
import { useStore } from '../studio/store'
import { useModal } from './use-modal'

type Props = { readonly title: string; readonly wide?: boolean; readonly onClose: () => void; readonly children: ReactNode }

/** A modal dialog: the browser keeps the focus in it and gives it back; Escape closes it. */
export function Dialog({ title, wide = false, onClose, children }: Props) {
  const frame = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useModal(frame)
  return (
    <dialog
      ref={frame}
      className={wide ? 'dialog wide' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
      <Heard />
    </dialog>
  )
}

/** What is announced while the dialog is open: the window's own live region is not heard behind it. */
function Heard() {
  const { text, turn } = useStore((state) => state.announcement)
  const [before] = useState(turn)
  return (
    <p className="unseen" aria-live="polite">
      {turn !== before && <span key={turn}>{text}</span>}
    </p>
  )
}
