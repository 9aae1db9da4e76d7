import type { Preflight } from '../../electron/shared/preflight'
import { count, counted } from '../../electron/shared/quantities'
import type { TrainingConfig } from '../../electron/shared/training'

/** How long the run is: in epochs as people think, in batches as mlx-lm counts and in steps as the run does. */
export function RunLength({ steps, config }: { readonly steps: Preflight['steps']; readonly config: TrainingConfig }) {
  const epochs = Number(steps.epochs.toFixed(2))
  return (
    <section aria-labelledby="preflight-length">
      <h3 id="preflight-length">Epochs and steps</h3>
      <dl className="lengths">
        <Figure name={epochs === 1 ? 'epoch' : 'epochs'} value={String(epochs)} />
        <Figure name={steps.updates === 1 ? 'step' : 'steps'} value={count(steps.updates)} />
        <Figure name={steps.validations === 1 ? 'check' : 'checks'} value={count(steps.validations)} />
      </dl>
      <p className="small quiet">
        {counted(steps.batchesPerEpoch, 'batch', 'batches')} an epoch, {counted(steps.iterations, 'batch', 'batches')} in all
        {config.grad_accumulation_steps > 1 && `, ${config.grad_accumulation_steps} to a step`}
        {config.early_stopping_patience !== null && '; it may end earlier'}.
      </p>
    </section>
  )
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className="small quiet">{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
