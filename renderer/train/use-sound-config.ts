import { useMemo } from 'react'
import type { TrainingConfig } from '../../electron/shared/training'
import { soundConfig } from './settings/form-config'
import { useForm } from './use-form'

/** What other screens reckon with of the next run's settings; null before the first snapshot. */
export function useSoundConfig(): TrainingConfig | null {
  const form = useForm()
  return useMemo(() => (form === null ? null : soundConfig(form)), [form])
}
