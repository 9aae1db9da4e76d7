import { useMemo } from 'react'
import type { SplitSettings } from '../../electron/shared/dataset'
import { useSoundConfig } from '../train/use-sound-config'

/** How the next run would divide the rows; null before the first snapshot. */
export function useSplit(): SplitSettings | null {
  const config = useSoundConfig()
  const fraction = config?.validation_fraction
  const seed = config?.seed
  return useMemo(() => (fraction === undefined || seed === undefined ? null : { fraction, seed }), [fraction, seed])
}
