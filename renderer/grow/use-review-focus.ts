import { type RefObject, useEffect, useRef } from 'react'

/** Gives the keys to the list from the start, and again whenever nobody has them; without a list, to the desk. Not while something is edited. */
export function useReviewFocus(desk: RefObject<HTMLElement | null>, isEditing: boolean): void {
  const begun = useRef(false)
  // What has the focus goes away in many ways: a button with its candidate, an editor, a page. So it is looked at every time.
  useEffect(() => {
    const { activeElement, body } = document
    if (isEditing || (begun.current && activeElement !== body && activeElement !== desk.current)) return
    begun.current = true
    const list = desk.current?.querySelector<HTMLElement>('[role="listbox"]')
    ;(list ?? desk.current)?.focus()
  })
}
