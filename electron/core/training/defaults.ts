import type { ModelRef } from '../../shared/model'
import { type PresetName, type TrainingConfig, trainingConfig } from '../../shared/training'

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

/**
 * Settings to begin with, by how much time there is.
 *
 * `quick` shows within one pass whether a dataset teaches anything: half the epochs, the small rank. `balanced` is what a form
 * shows untouched. `thorough` may make twice the passes, since it ends by itself when four validations bring nothing better; it
 * chooses its weights by the rewrites they write, because the lowest loss and the best rewrites come at different steps, has room
 * for more (twice the rank, at the same scale, so that the learning rate keeps its meaning) with a little dropout against
 * learning the rows by heart, and goes on at half the rate where the loss breaks in the middle of the night.
 */
export const presets: Readonly<Record<PresetName, { readonly demo: TrainingConfig; readonly other: TrainingConfig }>> = {
  quick: { demo: quick(demoConfig), other: quick(defaultConfig) },
  balanced: { demo: demoConfig, other: defaultConfig },
  thorough: { demo: thorough(demoConfig), other: thorough(defaultConfig) },
}

/** The settings a form begins with. */
export function configFor(ref: ModelRef): TrainingConfig {
  return presets.balanced[ref.kind === 'demo' ? 'demo' : 'other']
}

function quick(config: TrainingConfig): TrainingConfig {
  return { ...config, epochs: config.epochs / 2, lora_parameters: { ...config.lora_parameters, rank: 8 } }
}

function thorough(config: TrainingConfig): TrainingConfig {
  const { lora_parameters } = config
  return {
    ...config,
    epochs: config.epochs * 2,
    lora_parameters: { ...lora_parameters, rank: lora_parameters.rank * 2, dropout: 0.05 },
    best_by: 'score',
    early_stopping_patience: 4,
    on_divergence: 'halve',
  }
}
