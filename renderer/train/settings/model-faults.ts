import type { ModelInfo } from '../../../electron/shared/model'
import type { TrainingConfig } from '../../../electron/shared/training'

/** What of a model limits the settings. */
export type ModelLimits = Pick<ModelInfo, 'layers' | 'quantizedBits'>

/** Settings that are well as they are, and not with this model: path and why. */
export function modelFaults(config: TrainingConfig, model: ModelLimits | null): readonly (readonly [string, string])[] {
  const faults: (readonly [string, string])[] = []
  const { num_layers, fine_tune_type } = config
  // mlx-lm takes 0 for all, this app takes only −1 for it.
  if (num_layers === 0) faults.push(['num_layers', 'At least 1, or −1 for all.'])
  if (model === null) return faults
  if (model.layers !== null && num_layers > model.layers) faults.push(['num_layers', `The model has ${model.layers}; −1 takes all.`])
  if (model.quantizedBits !== null && fine_tune_type === 'full')
    faults.push(['fine_tune_type', `This model is packed in ${model.quantizedBits} bits, which only an adapter can train.`])
  return faults
}
