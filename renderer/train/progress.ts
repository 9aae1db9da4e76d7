import type { Run } from '../../electron/shared/run'
import { iterationsOf } from '../../electron/shared/run-length'
import type { Metric } from '../../electron/shared/training'

/** How far a run is, counted in everything people count in. */
export type Progress = {
  /** Passes over the rows. */
  readonly epoch: number
  readonly epochs: number
  /** Updates of the weights. */
  readonly step: number
  readonly steps: number
  /** Batches. */
  readonly iteration: number
  readonly iterations: number
}

/**
 * How far a run is. Iterations follow from its steps: an update gathers the same number of them but for the last one of an epoch, or of a
 * run whose iterations are counted.
 * @param last its last figure, for what its state does not say
 */
export function progressOf({ state, data, config, checkpoint }: Run, last: Pick<Metric, 'step' | 'epoch'> | null): Progress {
  const steps = state.state === 'running' ? state.totalSteps : (data?.totalSteps ?? 0)
  const step = 'step' in state ? state.step : 'steps' in state ? state.steps : (checkpoint?.step ?? last?.step ?? 0)
  const perEpoch = data?.stepsPerEpoch ?? 0
  const batches = data?.batchesPerEpoch ?? 0
  const batchesOf = (updates: number) =>
    batches > 0 ? iterationsOf(updates, batches, config.grad_accumulation_steps) : updates * config.grad_accumulation_steps
  const iterations = Math.min(batchesOf(steps), config.iters ?? Number.POSITIVE_INFINITY)
  return {
    epoch: perEpoch > 0 ? step / perEpoch : (last?.epoch ?? 0),
    epochs: perEpoch > 0 ? steps / perEpoch : config.epochs,
    step,
    steps,
    iteration: Math.min(iterations, batchesOf(step)),
    iterations,
  }
}
