import { useEffect, useRef } from 'react'
import type { KeyPress } from '../marks/use-walk'

/** Hears keys that nobody has the focus for, as after the button that began an answer went out of use. */
export function useBodyKeys(press: (event: KeyPress) => void): void {
  const latest = useRef(press)
  latest.current = press
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.target === document.body) latest.current(event)
    }
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
}
