import { useEffect, useMemo } from 'react'
import type { RowQuery, SplitSettings } from '../../electron/shared/dataset'
import { useStore } from '../studio/store'
import { useSoundConfig } from '../train/use-sound-config'

/** How the next run would divide the rows; null before the first snapshot. */
export function useSplit(): SplitSettings | null {
  const config = useSoundConfig()
  const fraction = config?.validation_fraction
  const seed = config?.seed
  return useMemo(() => (fraction === undefined || seed === undefined ? null : { fraction, seed }), [fraction, seed])
}

/** Has the rows of a part found anew where the form, which other screens have too, comes to divide them otherwise. */
export function useFollowedSplit(datasetId: string, part: RowQuery['part']): void {
  const find = useStore((state) => state.find)
  const split = useSplit()
  const isDividedAnew = part !== null && split !== null && (part.split.fraction !== split.fraction || part.split.seed !== split.seed)
  useEffect(() => {
    if (isDividedAnew) find(datasetId, { part: { ...part, split } })
  }, [isDividedAnew, datasetId, part, split, find])
}
