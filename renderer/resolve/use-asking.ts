import { useMemo } from 'react'
import { useStore } from '../studio/store'
import { type Asking, askingOf } from './asking'
import type { Answerer } from './resolve-slice'

/** What whoever answers is asked with, as the window stands. */
export function useAsking(by: Answerer | null): Asking {
  const projection = useStore((state) => state.projection)
  const against = useStore((state) => state.against)
  const strength = useStore((state) => state.strength)
  return useMemo(() => askingOf({ projection, against, strength }, by), [projection, against, strength, by])
}
