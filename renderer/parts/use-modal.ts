import { type RefObject, useLayoutEffect } from 'react'

/**
 * Opens a dialog in front of everything, with the focus on what has `data-first`, else on what comes first. It is closed while it is still in
 * the page: only then does the focus go back to where it was.
 */
export function useModal(frame: RefObject<HTMLDialogElement | null>): void {
  useLayoutEffect(() => {
    const dialog = frame.current
    dialog?.showModal()
    dialog?.querySelector<HTMLElement>('[data-first]')?.focus()
    return () => dialog?.close()
  }, [frame])
}
