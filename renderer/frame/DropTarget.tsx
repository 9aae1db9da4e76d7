import { useEffect, useState } from 'react'
import { wantsDocument } from '../studio/selectors'
import { useStore } from '../studio/store'

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false

/** The whole window takes dropped files, and shows so while one is over it. */
export function DropTarget() {
  const [over, setOver] = useState(false)
  const openDropped = useStore((state) => state.openDropped)
  const forRows = useStore(wantsDocument)
  const resolving = useStore((state) => state.screen === 'resolve')
  useEffect(() => {
    // Every element entered sends its own enter and leave: only their count tells when the window is left.
    let depth = 0
    const enter = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      event.preventDefault()
      depth += 1
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      depth = Math.max(0, depth - 1)
      setOver(depth > 0)
    }
    const allow = (event: DragEvent) => {
      if (holdsFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return
      depth = 0
      setOver(false)
      event.preventDefault()
      void openDropped([...(event.dataTransfer?.files ?? [])])
    }
    const stop = new AbortController()
    const { signal } = stop
    window.addEventListener('dragenter', enter, { signal })
    window.addEventListener('dragleave', leave, { signal })
    window.addEventListener('dragover', allow, { signal })
    window.addEventListener('drop', drop, { signal })
    return () => stop.abort()
  }, [openDropped])
  return over ? (
    <div className="drop">
      <p>
        {forRows
          ? 'Drop a text to make rows of'
          : resolving
            ? 'Drop a text, a table or a folder to resolve it'
            : 'Drop a dataset or a table to look at it, or a training_config.yml to train as it says'}
      </p>
    </div>
  ) : null
}
