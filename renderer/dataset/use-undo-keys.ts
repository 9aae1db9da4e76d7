import { useEffect } from 'react'
import { dialogInFront, isTypedIn } from '../frame/use-command'
import { useStore } from '../studio/store'

/** ⌘Z and ⌘⇧Z take back and bring back what was done to rows, but where a text is being typed: that has steps of its own. Null leaves the keys to others. */
export function useUndoKeys(datasetId: string | null): void {
  const undo = useStore((state) => state.undo)
  const redo = useStore((state) => state.redo)
  useEffect(() => {
    if (datasetId === null) return
    const press = (event: KeyboardEvent) => {
      const isUndo = (event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === 'z'
      if (!isUndo || dialogInFront() || isTypedIn(event.target)) return
      event.preventDefault()
      void (event.shiftKey ? redo(datasetId) : undo(datasetId))
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [datasetId, undo, redo])
}
