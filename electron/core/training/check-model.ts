import { StudioError } from '../../shared/errors'
import type { TrainingConfig } from '../../shared/training'
import type { ModelFacts } from '../models/model-facts'

/** What Python would refuse once the weights are loaded. Throws `bad-input`. */
export function checkModel({ blocks, kind, float16 }: ModelFacts, { fine_tune_type, num_layers }: TrainingConfig, name: string): void {
  // A model whose blocks have unknown names is left to Python.
  if (blocks.length > 0 && (num_layers === 0 || num_layers > blocks.length)) {
    throw new StudioError({
      code: 'bad-input',
      message: `${name} has ${blocks.length} blocks and num_layers asks for ${num_layers}.`,
      hint: `Use 1 to ${blocks.length}, or −1 for all.`,
    })
  }
  if (fine_tune_type === 'full' && blocks.some(({ linears }) => linears.some(({ quantized }) => quantized))) {
    throw new StudioError({
      code: 'bad-input',
      message: `The weights of ${name} are quantized, and only adapters can be trained on such weights.`,
      hint: 'Choose LoRA, or a model that is not quantized.',
    })
  }
  // A Gemma's activations go beyond 65504, where float16 ends.
  if (float16 && kind.includes('gemma')) {
    throw new StudioError({
      code: 'bad-input',
      message: `${name} is a Gemma in float16, and a Gemma can only be trained in bfloat16.`,
      hint: 'Convert it with mlx_lm.convert --dtype bfloat16, or choose a Gemma in bf16.',
    })
  }
}
