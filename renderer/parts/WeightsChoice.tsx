import { count } from '../../electron/shared/quantities'
import type { Run } from '../../electron/shared/run'
import { useStore } from '../studio/store'
import { weightsOf, weightsSteps } from '../studio/weights'
import { Segmented } from './Segmented'

/** Best or last weights of a run; nothing where they are the same. */
export function WeightsChoice({ run, disabled = false }: { readonly run: Run; readonly disabled?: boolean }) {
  const chosen = useStore(weightsOf(run))
  const choose = useStore((state) => state.chooseWeights)
  const steps = weightsSteps(run)
  if (steps === null) return null
  return (
    <fieldset className="plain" disabled={disabled} title="The best were best at a validation; the last are where training ended.">
      <Segmented
        label="Weights"
        value={chosen}
        options={[
          { value: 'best', label: `Best, step ${count(steps.best)}` },
          { value: 'last', label: `Last, step ${count(steps.last)}` },
        ]}
        onChange={(name) => choose(run.id, name)}
      />
    </fieldset>
  )
}
