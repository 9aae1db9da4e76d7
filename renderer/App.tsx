import { useEffect, useState } from 'react'
import type { Failure } from '../electron/shared/errors'
import { Frame } from './frame/Frame'
import { Opening } from './frame/Opening'
import { openWindow } from './studio/open-window'
import { useStore } from './studio/store'

/** The window: an opening stage until the first snapshot is here, then the frame. */
export function App() {
  const [failure, setFailure] = useState<Failure | null>(null)
  const [attempt, setAttempt] = useState(0)
  const ready = useStore((state) => state.projection !== null)
  useEffect(() => {
    // A new attempt is what runs this again.
    void attempt
    setFailure(null)
    const closing = openWindow(setFailure)
    return () => closing()
  }, [attempt])
  return ready ? <Frame /> : <Opening failure={failure} onRetry={() => setAttempt((count) => count + 1)} />
}
