import { useEffect } from 'react'
import { dialogInFront } from '../frame/use-command'
import { useStore } from '../studio/store'

/** Where a text is typed: every input but those that are pressed, chosen or dragged. */
const typing =
  'input:not([type="button"], [type="checkbox"], [type="color"], [type="file"], [type="radio"], [type="range"], [type="reset"], [type="submit"]), textarea, [role="textbox"]'

/** ⌘Z and ⌘⇧Z take back and bring back what was done to rows, but where a text is being typed: that has steps of its own. Null leaves the keys to others. */
export function useUndoKeys(datasetId: string | null): void {
  const undo = useStore((state) => state.undo)
  const redo = useStore((state) => state.redo)
  useEffect(() => {
    if (datasetId === null) return
    const press = (event: KeyboardEvent) => {
      const isUndo = (event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === 'z'
      const target = event.target instanceof HTMLElement ? event.target : null
      if (!isUndo || dialogInFront() || target?.closest(typing) != null) return
      event.preventDefault()
      void (event.shiftKey ? redo(datasetId) : undo(datasetId))
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [datasetId, undo, redo])
}
