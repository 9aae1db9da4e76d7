import type { ModelRef } from '../../shared/model'
import { type TrainingConfig, trainingConfig } from '../../shared/training'

/** Settings that suit a downloaded model of some billion parameters on one Mac. */
export const defaultConfig: TrainingConfig = trainingConfig.parse({})

/** Settings measured on the demo model with the sample dataset (`scripts/demo/check_tuning.py`). */
export const demoConfig: TrainingConfig = trainingConfig.parse({
  epochs: 2,
  batch_size: 16,
  learning_rate: 5e-4,
  lora_parameters: { rank: 16, scale: 10 },
  max_seq_length: 512,
  validation_fraction: 0.03,
})

/** The settings a form begins with. */
export function configFor(ref: ModelRef): TrainingConfig {
  return ref.kind === 'demo' ? demoConfig : defaultConfig
}
