import { useEffect } from 'react'
import { dialogInFront, isTypedIn } from '../frame/use-command'
import { useStore } from '../studio/store'

/** Rows or a table that are pasted where no text is typed become a dataset. */
export function usePaste(): void {
  const open = useStore((state) => state.openPasted)
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (text.trim() === '' || dialogInFront() || isTypedIn(event.target)) return
      event.preventDefault()
      void open(text)
    }
    window.addEventListener('paste', paste)
    return () => window.removeEventListener('paste', paste)
  }, [open])
}
