import { useMemo } from 'react'
import { chosenModel } from '../studio/selectors'
import { useStore } from '../studio/store'
import { baseOf } from './form-slice'
import { type FormConfig, formConfig } from './settings/form-config'

/** The settings of the next run as they stand; null before the first snapshot. */
export function useForm(): FormConfig | null {
  const base = useStore(baseOf)
  const entries = useStore((state) => state.entries)
  const model = useStore(chosenModel)
  return useMemo(() => (base === null ? null : formConfig(base, entries, model)), [base, entries, model])
}
