import { basename } from 'node:path'
import { z } from 'zod'
import { assertNever } from '../../shared/errors'
import type { ModelInfo, ModelRef } from '../../shared/model'
import { forPeople } from '../files/handles'
import { configFor } from '../training/defaults'
import { thisMachine } from '../training/this-machine'
import { willItFit } from '../training/will-it-fit'
import { CheckedModels } from './checked-models'
import { mlxModelTypes } from './mlx-model-types'

const layers = z.int().positive().optional().catch(undefined)
const modelConfig = z.looseObject({
  model_type: z.string(),
  num_hidden_layers: layers,
  text_config: z.looseObject({ num_hidden_layers: layers }).optional(),
  quantization: z.looseObject({ bits: z.int().positive() }).optional(),
})

/**
 * Reads what a model folder in Hugging Face layout says of itself, once it was looked through.
 * Throws `model-invalid` with what it lacks, or with the file of it that is refused.
 */
export async function describeModel(
  path: string,
  ref: ModelRef,
  name = basename(path),
  checked: CheckedModels = new CheckedModels(),
): Promise<ModelInfo> {
  const { config, bytes, facts } = checked.check(path)
  const { model_type, num_hidden_layers, text_config, quantization } = modelConfig.parse(config)
  return {
    ref,
    name,
    architecture: model_type,
    bytes,
    layers: num_hidden_layers ?? text_config?.num_hidden_layers ?? null,
    quantizedBits: quantization?.bits ?? null,
    location: forPeople(path),
    source: sourceOf(ref),
    supported: mlxModelTypes.has(model_type),
    memory: willItFit(facts, configFor(ref), thisMachine()),
  }
}

/** Where a model comes from, as far as its name tells. */
function sourceOf({ kind }: ModelRef): ModelInfo['source'] {
  switch (kind) {
    case 'demo':
      return 'demo'
    case 'folder':
      return 'added'
    case 'hub':
      return 'hub-cache'
    default:
      return assertNever(kind)
  }
}
