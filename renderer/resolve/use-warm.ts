import { useEffect } from 'react'
import { request } from '../studio/client'
import { trainingRun } from '../studio/selectors'
import { useStore } from '../studio/store'
import type { Answerer } from './resolve-slice'

/** Loads whoever will answer while the person still looks for a text. Not while a run trains: it needs the memory. */
export function useWarm(by: Answerer | null): void {
  const training = useStore((state) => trainingRun(state) !== null)
  const wanted = by === null || training ? null : JSON.stringify(by)
  useEffect(() => {
    // What went wrong is said when a text is resolved.
    if (wanted !== null) void request('text.warm', { by: JSON.parse(wanted) })
  }, [wanted])
}
