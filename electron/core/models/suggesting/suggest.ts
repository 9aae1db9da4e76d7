import type { SuggestedModel } from '../../../shared/suggested-model'
import type { TrainingConfig } from '../../../shared/training'
import type { Machine } from '../../training/memory-plan'
import { willItFit } from '../../training/will-it-fit'
import { factsOf, type ModelFacts } from '../model-facts'
import { type DecoderShape, tensorsOf, type WeightBits } from './shape-tensors'
import { type WellKnownModel, wellKnownModels } from './well-known-models'

/** Files beside the weights, most of them the tokenizer's. */
const besideBytes = 12_000_000

/** The short list, with what each version takes to download and of this machine. */
export function suggestModels(config: TrainingConfig, machine: Machine): readonly SuggestedModel[] {
  return wellKnownModels.map((model) => ({
    name: model.name,
    original: model.original,
    licence: model.licence,
    parameters: model.parameters,
    finding: model.finding,
    versions: ([4, 16] as const).map((bits) => {
      const facts = factsOfShape(model.shape, bits)
      return { repo: model.repos[bits], bits, bytes: downloadBytes(model, facts), memory: willItFit(facts, config, machine) }
    }),
  }))
}

/** What a folder of a model of this shape would say. */
export function factsOfShape(shape: DecoderShape, bits: WeightBits): ModelFacts {
  return factsOf(tensorsOf(shape, bits), shape, bits === 16 ? null : { group_size: 64, bits })
}

function downloadBytes({ unloadedParameters }: WellKnownModel, { weightBytes }: ModelFacts): number {
  return weightBytes + 2 * unloadedParameters + besideBytes
}
