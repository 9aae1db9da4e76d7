import { basename } from 'node:path'
import { assertNever, type StudioError } from '../../shared/errors'
import type { ModelInfo, ModelRef } from '../../shared/model'
import { forPeople } from '../files/handles'
import { configFor } from '../training/defaults'
import { thisMachine } from '../training/this-machine'
import { willItFit } from '../training/will-it-fit'
import { CheckedModels } from './checked-models'
import { mlxModelTypes } from './mlx-model-types'

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
  const { architecture, layers, bits, bytes, facts, convertedFrom } = checked.check(path)
  return {
    ref,
    name,
    architecture,
    bytes,
    layers,
    quantizedBits: bits,
    location: forPeople(path),
    source: sourceOf(ref),
    supported: mlxModelTypes.has(architecture),
    trouble: null,
    memory: willItFit(facts, configFor(ref), thisMachine()),
    convertedFrom,
  }
}

/** A model that is refused, with the reason in place of what it is. */
export function refusedModel(path: string, ref: ModelRef, name: string, { failure }: StudioError): ModelInfo {
  return {
    ref,
    name,
    architecture: '',
    bytes: 0,
    layers: null,
    quantizedBits: null,
    location: forPeople(path),
    source: sourceOf(ref),
    supported: false,
    trouble: failure.message,
    memory: null,
    convertedFrom: null,
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
