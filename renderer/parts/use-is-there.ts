import { useCallback, useEffect, useRef } from 'react'

/** Tells whether the component is still on the screen, for answers that come late. */
export function useIsThere(): () => boolean {
  const there = useRef(true)
  useEffect(() => {
    there.current = true
    return () => {
      there.current = false
    }
  }, [])
  return useCallback(() => there.current, [])
}
