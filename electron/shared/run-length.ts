import type { Preflight } from './preflight'
import type { TrainingConfig } from './training'

/** How long a run is: batches and updates of an epoch and in all. */
export type RunLength = Preflight['steps']

/**
 * How long a run with these settings is on so many rows that can be trained on: `schedule.py`'s own arithmetic. The batches that an
 * epoch leaves over make a smaller update of their own; validations come before the first update, at each interval and at the end.
 */
export function runLength(config: TrainingConfig, rows: number): RunLength {
  const batchesPerEpoch = Math.ceil(rows / config.batch_size)
  const size = config.grad_accumulation_steps
  const updatesPerEpoch = Math.ceil(batchesPerEpoch / size)
  if (batchesPerEpoch === 0) return { batchesPerEpoch, updatesPerEpoch, iterations: 0, updates: 0, epochs: 0, validations: 0 }
  const updates = totalUpdates(config, batchesPerEpoch)
  const iterations = config.iters ?? iterationsOf(updates, batchesPerEpoch, size)
  const interval = validationInterval(config, updates)
  return {
    batchesPerEpoch,
    updatesPerEpoch,
    iterations,
    updates,
    epochs: iterations / batchesPerEpoch,
    validations: 1 + Math.ceil(updates / interval),
  }
}

/** Updates between two figures of training; about 200 a run where nothing is asked. */
export function reportInterval(config: Pick<TrainingConfig, 'steps_per_report' | 'grad_accumulation_steps'>, updates: number): number {
  return inUpdates(config, config.steps_per_report) ?? Math.max(1, Math.floor(updates / 200))
}

/** Updates between two validations; about ten a run where nothing is asked. */
export function validationInterval(config: Pick<TrainingConfig, 'steps_per_eval' | 'grad_accumulation_steps'>, updates: number): number {
  return inUpdates(config, config.steps_per_eval) ?? Math.max(1, Math.ceil(updates / 10))
}

/** Updates during which the learning rate rises. A half is rounded to the even number, as Python does it. */
export function warmupUpdates(config: TrainingConfig, updates: number): number {
  const exact = config.warmup_fraction * updates
  const near = Math.round(exact)
  return near - exact === 0.5 && near % 2 === 1 ? near - 1 : near
}

/** Batches that this many updates take. */
export function iterationsOf(updates: number, batchesPerEpoch: number, accumulation: number): number {
  const updatesPerEpoch = Math.ceil(batchesPerEpoch / accumulation)
  const epochs = Math.floor(updates / updatesPerEpoch)
  return epochs * batchesPerEpoch + Math.min((updates % updatesPerEpoch) * accumulation, batchesPerEpoch)
}

function totalUpdates(config: TrainingConfig, batchesPerEpoch: number): number {
  const size = config.grad_accumulation_steps
  const perEpoch = Math.ceil(batchesPerEpoch / size)
  if (config.iters === null) return Math.max(1, Math.ceil(config.epochs * perEpoch - 1e-9))
  return Math.floor(config.iters / batchesPerEpoch) * perEpoch + Math.ceil((config.iters % batchesPerEpoch) / size)
}

/** A number of batches as updates, rounded down: never rarer than asked. */
function inUpdates(config: Pick<TrainingConfig, 'grad_accumulation_steps'>, batches: number | null): number | null {
  return batches === null ? null : Math.max(1, Math.floor(batches / config.grad_accumulation_steps))
}
