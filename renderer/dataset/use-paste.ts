import { useEffect } from 'react'
import { dialogInFront } from '../frame/use-command'
import { useStore } from '../studio/store'

/** Rows or a table that are pasted where no text is typed become a dataset. */
export function usePaste(): void {
  const open = useStore((state) => state.openPasted)
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (text.trim() === '' || dialogInFront() || target?.closest('input, textarea, [role="textbox"]') != null) return
      event.preventDefault()
      void open(text)
    }
    window.addEventListener('paste', paste)
    return () => window.removeEventListener('paste', paste)
  }, [open])
}
